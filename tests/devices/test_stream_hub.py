"""What a stream says, and when: at times that tell nothing about other seats."""

from __future__ import annotations

from tests.devices.test_connections import Loop
from wargame.devices.stream_hub import BEAT, StreamHub

STEP = 0.25
STEPS = 400


def list_beats(*, busy: bool) -> list[float]:
    """Return when a stream says that it is still there. At other seats much happens, or nothing."""
    loop, hub, said = Loop(), StreamHub(), list[float]()

    async def read() -> None:
        async for event in hub.follow(lambda: "the same page"):
            if event == b": still here\n\n":
                said.append(loop.now)

    reading = loop.create_task(read())
    for _ in range(STEPS):
        loop.pass_time(STEP)
        if busy:
            hub.changed()
    hub.close()
    loop.run_until_complete(reading)
    loop.close()
    return said


def test_what_happens_at_other_seats_does_not_move_the_beats_of_a_stream() -> None:
    beats = list_beats(busy=False)
    assert len(beats) == STEP * STEPS // BEAT
    assert list_beats(busy=True) == beats
