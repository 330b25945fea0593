"""The reviewer."""

from .findings import Review as Review
from .reviewer import review as review
from .reviewer import review_field as review_field
