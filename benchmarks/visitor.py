"""A browser tab without a browser: Streamlit's own websocket messages, so that a rerun is measured and nothing else."""

from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol


class Visitor:
    """One session of a page. `url` is the server's, `page` the path's last word ("" for the first page)."""

    def __init__(self, url: str, page: str = ""):
        self._url = url.replace("http://", "ws://") + "/_stcore/stream"
        self._page = page
        self._page_hash = ""

    def __enter__(self) -> Self:
        self._socket = connect(self._url, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None)
        self.rerun()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()

    def rerun(self) -> list[ForwardMsg]:
        """Run the page once more and return all that the server sent for it."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.page_script_hash = self._page_hash
        message.rerun_script.page_name = "" if self._page_hash else self._page
        self._socket.send(message.SerializeToString())
        return self._until_finished()

    def _until_finished(self) -> list[ForwardMsg]:
        messages: list[ForwardMsg] = []
        while True:
            data = self._socket.recv(timeout=60)
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            messages.append(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
            if kind == "navigation":
                self._page_hash = message.navigation.page_script_hash
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return messages
