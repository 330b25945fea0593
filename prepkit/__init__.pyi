"""The public names of prepkit: each import below is one, and is loaded when it is first used."""

from . import charts as charts
from . import forms as forms
from . import models as models
from .content.handbook import look_up as look_up
from .errors import PrepkitError as PrepkitError
from .metrics import experiments as experiments
from .review.reviewer import review as review
from .review.translation import translate as translate
from .show.live import live as live
from .store.parameters import open_workspace as open_workspace
from .store.workspace import Workspace as Workspace

__version__: str
