"""A fake model with the real API: chat completions over HTTP, on loopback."""

import json

from tests.sources.safe_fetch.hostile_servers import Stranger, answer


class Model(Stranger):
    """`says` is what it answers with: a text, or a function of the question's text.

    `asked` are the bodies that came, parsed.
    """

    def __init__(self, says, *, status=b"200 OK", headers=()):
        super().__init__(self._answer)
        self.says = says
        self.status = status
        self.headers = list(headers)
        self.asked = []
        self.heads = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/v1"

    def _answer(self, connection, request, _):
        head, _, body = request.partition(b"\r\n\r\n")
        lines = dict(
            line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line
        )
        while len(body) < int(lines.get(b"content-length", 0)):
            body += connection.recv(65536)
        question = json.loads(body)
        self.asked.append(question)
        self.heads.append(head.decode())
        told = self.says
        if callable(told):
            told = told(question["messages"][-1]["content"])
        raw = told if isinstance(told, bytes) else json.dumps(completion(told)).encode()
        connection.sendall(
            answer(
                raw,
                status=self.status,
                headers=[b"Content-Type: application/json", *self.headers],
            )
        )


def completion(content):
    """A chat completion with this content, as vLLM, llama.cpp and the rest send it."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": "small",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content},
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18},
    }


def listing(*rows):
    """The content that was asked for: quotes with their speakers."""
    return json.dumps(
        {"statements": [{"quote": quote, "speaker": speaker} for quote, speaker in rows]}
    )
