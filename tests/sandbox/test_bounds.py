"""A sandbox that runs for days stays small."""

from sandbox.bounded import Bounded
from sandbox.files import FileStore
from sandbox.params import Upload
from sandbox.people import Chat, Person
from sandbox.requests_log import RequestLog


def test_the_oldest_makes_room() -> None:
    kept: Bounded[int, str] = Bounded(2)
    for number in range(4):
        kept[number] = str(number)

    assert kept == {2: "2", 3: "3"}


def test_a_chat_keeps_its_newest_messages() -> None:
    chat = Chat(Person(1, "Aino"), kept=3)
    for number in range(5):
        chat.add({"message_id": number}, out=True)

    assert [entry.id for entry in chat.standing()] == [2, 3, 4]


def test_files_leave_when_too_many_bytes_are_kept() -> None:
    store = FileStore(kept=10)
    first = store.add(Upload("a.txt", "text/plain", b"12345678"), "documents")
    second = store.add(Upload("b.txt", "text/plain", b"12345678"), "documents")

    assert store.find(first.id) is None
    assert store.find(second.id) is second


def test_the_log_of_requests_is_short() -> None:
    log = RequestLog(kept=2)
    for method in ("a", "b", "c"):
        log.add(at="", method=method, parameters={}, status=200, response={}, milliseconds=0.0)

    assert [request["method"] for request in log.view()] == ["b", "c"]
    assert [request["method"] for request in log.view(method="C")] == ["c"]
