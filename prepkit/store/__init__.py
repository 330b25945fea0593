"""The workspace on disk: the only floor that opens the user's files."""

from prepkit.store.collection import Collection, Revision
from prepkit.store.parameters import PARAMETERS, check_parameters, open_workspace
from prepkit.store.workspace import Workspace

__all__ = ["PARAMETERS", "Collection", "Revision", "Workspace", "check_parameters", "open_workspace"]
