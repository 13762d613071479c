# SPDX-License-Identifier: Apache-2.0
"""A receiver of webhooks that keeps what was delivered and answers what it is told to."""

import base64
import collections
import http.server
import json
import threading


class Delivery(collections.namedtuple("Delivery", "headers body")):
    def json(self):
        return json.loads(self.body)


def decode(text):
    return base64.b64decode(text, validate=True)


class Receiver:
    def __init__(self):
        self.deliveries = []
        self.statuses = collections.deque()  # of the next answers; 200 afterwards
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.deliveries.append(Delivery(self.headers, body))
                self.send_response(receiver.statuses.popleft() if receiver.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
