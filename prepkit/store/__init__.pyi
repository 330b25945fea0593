"""The workspace, its collections, and the parameters that open it."""

from .collection import Collection as Collection
from .collection import Revision as Revision
from .parameters import PARAMETERS as PARAMETERS
from .parameters import check_parameters as check_parameters
from .parameters import open_workspace as open_workspace
from .parameters import parse_today as parse_today
from .workspace import Workspace as Workspace
