"""What a device is told when something is not taken: each time why, and what to do."""

from __future__ import annotations

from wargame.devices.host import Delay
from wargame.devices.page_maker import Complaint
from wargame.devices.room_state import JoinProblem

DECIDED = {
    Delay.DICE: ("Your decision waits for the dice.", "They are thrown on the table and typed in."),
    Delay.UNWRITTEN: ("It could not be recorded.", "Your facilitator has been told. Decide again in a moment."),
}
STALE = "Something has changed, and nothing was decided."
OLD_PAGE = "This page was too old to tell what."
NO_SEAT = Complaint(
    "You have no seat here.",
    "Join with the code of today. If you had a seat: its exercise is over, or your device was removed.",
)
JOIN_PROBLEMS = {
    JoinProblem.NO_CODE: Complaint("That is no code.", "A code has six letters and digits, such as K7R 4XM."),
    JoinProblem.WRONG_CODE: Complaint(
        "This code is not one of this exercise.",
        "Look at it once more: O, I, L, U and the digits 0 and 1 are in no code. Or ask your facilitator for it.",
    ),
    JoinProblem.OLD_CODE: Complaint(
        "This code is old.", "There is a new one in its place: ask your facilitator for it."
    ),
    JoinProblem.OTHER_TEAM: Complaint(
        "This code is of another team, and you have a seat already.", "Change teams, or stay where you are."
    ),
    JoinProblem.TOO_MANY_TRIES: Complaint("Too many wrong codes came from here.", "Wait a minute, then try again."),
    JoinProblem.LOCKED: Complaint("Nobody can join now.", "Ask your facilitator to open the room."),
    JoinProblem.FULL: Complaint("The room is full.", "Ask your facilitator to remove a device that is gone."),
}
