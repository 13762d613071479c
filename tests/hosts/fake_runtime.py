# SPDX-License-Identifier: Apache-2.0
"""Lambda's Runtime API, small enough that a test sees every request the function makes of it."""

import collections
import http.server
import queue
import threading
import time

Call = collections.namedtuple("Call", "path headers body")


class FakeRuntime:
    """Hands out the events that are put in, and keeps what comes back."""

    def __init__(self):
        self.events = queue.Queue()
        self.calls = queue.Queue()
        self.asked = threading.Semaphore(0)
        runtime = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                runtime.asked.release()
                event = runtime.events.get()
                if event is None:
                    self.close_connection = True
                    return
                headers, payload = event
                self.answer(200, headers, payload)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                runtime.calls.put(Call(self.path, self.headers, body))
                self.answer(202, {}, b'{"status":"OK"}')

            def answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.host = f"127.0.0.1:{self._server.server_port}"

    def put(self, payload, request_id="r-1", time_left=20.0, **more):
        headers = {"Lambda-Runtime-Aws-Request-Id": request_id,
                   "Lambda-Runtime-Deadline-Ms": str(int((time.time() + time_left) * 1000)), **more}
        self.events.put((headers, payload))

    def next_call(self, seconds=60):
        return self.calls.get(timeout=seconds)

    def wait_until_asked(self, seconds=60):
        if not self.asked.acquire(timeout=seconds):
            raise TimeoutError("the function did not ask for an event")

    def close(self):
        self.events.put(None)
        self._server.shutdown()
        self._server.server_close()
