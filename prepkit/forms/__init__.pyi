"""All that one types into: forms, boards, sessions and the parts that they are made of."""

from ..boards.bullet_table import BulletTable as BulletTable
from ..boards.compose_board import ComposeBoard as ComposeBoard
from ..boards.copy_board import CopyBoard as CopyBoard
from ..boards.drafter import Drafter as Drafter
from ..boards.follow_up_ladder import FollowUpLadder as FollowUpLadder
from ..boards.hours_log import HoursLog as HoursLog
from ..boards.metric_builder import MetricBuilder as MetricBuilder
from ..boards.principle_guide import PrincipleGuide as PrincipleGuide
from ..boards.question_offers import QuestionOffers as QuestionOffers
from ..boards.release_mirror import ReleaseMirror as ReleaseMirror
from ..boards.result_drill import ResultDrill as ResultDrill
from ..boards.resume_drop import ResumeDrop as ResumeDrop
from ..boards.tracker_board import TrackerBoard as TrackerBoard
from ..boards.translator import Translator as Translator
from ..live.copy.copy_box import CopyBox as CopyBox
from ..live.editor.review_editor import ReviewEditor as ReviewEditor
from ..live.timer.timer import Timer as Timer
from ..sessions.card_deck import CardDeck as CardDeck
from ..sessions.debrief import Debrief as Debrief
from ..sessions.mock_session import MockSession as MockSession
from ..sessions.rehearsal import Rehearsal as Rehearsal
from ..sessions.talk_review import TalkReview as TalkReview
from .record_form import RecordForm as RecordForm
