"""The action of each move: the function that has its name, in one of two modules."""

from collections.abc import Callable

from reviews.review.models.reviews import Review
from reviews.review.table import Move
from reviews.workflow import moves, publication_moves


def action_of(move: Move) -> Callable[..., Review]:
    """The function that makes a move: `action(review, *, by, **inputs)`."""
    module = moves if hasattr(moves, move.action) else publication_moves
    action: Callable[..., Review] = getattr(module, move.action)
    return action
