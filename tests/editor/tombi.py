#!/usr/bin/env python3
"""What an editor shows of a roadmap: completion, hover and complaints of the language server tombi, by our schema.

Usage: tests/editor/tombi.py [PATH OF tombi]   Ends with 1 and says what is missing if something is.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TEXT = """#:schema ./roadmap.schema.json
[roadmap]
title = "t"

[[milestone]]
id = "m"
name = "M"
status = "plannd"
progress = 40

"""


class Server:
    """A language server that is spoken to over pipes."""

    def __init__(self, program, folder):
        self.process = subprocess.Popen(
            [program, "lsp", "--offline"],
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        self.number = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            if not line and self.process.poll() is not None:
                sys.exit("tombi ended")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def ask(self, method, params):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "tombi"
    missing = []

    def want(found, what):
        print(("ok       " if found else "MISSING  ") + what)
        if not found:
            missing.append(what)

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "roadmap.schema.json").write_text((ROOT / "assets/roadmap.schema.json").read_text())
        (folder / "roadmap.toml").write_text(TEXT)
        uri = (folder / "roadmap.toml").as_uri()
        server = Server(program, folder)
        server.ask("initialize", {
            "processId": None, "rootUri": folder.as_uri(),
            "workspaceFolders": [{"uri": folder.as_uri(), "name": "plan"}],
            "capabilities": {"textDocument": {
                "publishDiagnostics": {}, "diagnostic": {},
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            }},
        })
        server.send({"method": "initialized", "params": {}})
        server.send({"method": "textDocument/didOpen", "params": {"textDocument": {
            "uri": uri, "languageId": "toml", "version": 1, "text": TEXT,
        }}})
        document = {"uri": uri}

        pulled = json.dumps(server.ask("textDocument/diagnostic", {"textDocument": document}))
        want("plannd" in pulled, "a wrong status is told")

        hover = json.dumps(server.ask("textDocument/hover", {
            "textDocument": document, "position": {"line": 8, "character": 2},
        }))
        want("How much is done, in percent" in hover, "hover over `progress` shows what it means")

        def complete(line, character):
            result = server.ask("textDocument/completion", {
                "textDocument": document, "position": {"line": line, "character": character},
                "context": {"triggerKind": 1},
            }) or []
            return result["items"] if isinstance(result, dict) else result

        fields = complete(9, 0)
        labels = {item["label"] for item in fields}
        for field in ("date", "owner", "depends_on", "sources"):
            want(field in labels, f"completion in a milestone offers `{field}`")
        date = json.dumps([item for item in fields if item["label"] == "date"])
        want("The promise" in date, "completion of `date` shows what it means")

        typing = TEXT.replace('"plannd"', "")
        server.send({"method": "textDocument/didChange", "params": {
            "textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": typing}],
        }})
        words = " ".join(item["label"] for item in complete(7, 9))
        for word in ("planned", "in-progress", "cancelled"):
            want(word in words, f"completion of a status offers `{word}`")

        server.process.kill()
    if missing:
        sys.exit(f"{len(missing)} missing")


if __name__ == "__main__":
    main()
