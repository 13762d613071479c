# SPDX-License-Identifier: Apache-2.0
"""Networks small enough to be written by hand, and a server on loopback that has them.

They look at a picture's mean colour and nothing else. ONNX is a protocol buffer:
https://protobuf.dev/programming-guides/encoding
"""

import hashlib
import http.server
import json
import re
import struct
import threading

import stage


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def text(field, value):
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(value)) + value


def node(kind, inputs, output, *attributes):
    parts = [text(1, name) for name in inputs] + [text(2, output), text(3, output), text(4, kind)]
    return b"".join(parts + [text(5, attribute) for attribute in attributes])


def integer(name, value):
    return text(1, name) + number(3, value) + number(20, 2)


def tensor(name, sides, numbers):
    return (b"".join(number(1, side) for side in sides) + number(2, 1) + text(8, name)
            + text(9, struct.pack(f"<{len(numbers)}f", *numbers)))


def value(name, sides):
    shape = b"".join(text(1, number(1, side)) for side in sides)
    return text(1, name) + text(2, text(1, number(1, 1) + text(2, shape)))


def onnx(weights, bias):
    """One number for each row of weights (red, green, blue)."""
    rows = len(bias)
    graph = b"".join((
        text(1, node("GlobalAveragePool", ["picture"], "mean")),
        text(1, node("Flatten", ["mean"], "colour", integer("axis", 1))),
        text(1, node("Gemm", ["colour", "w", "b"], "numbers", integer("transB", 1))),
        text(2, "tiny"), text(5, tensor("w", [rows, 3], weights)), text(5, tensor("b", [rows], bias)),
        text(11, value("picture", [1, 3, 8, 8])), text(12, value("numbers", [1, rows]))))
    return number(1, 5) + text(7, graph) + text(8, text(1, "") + number(2, 10))


def plain(red, green, blue, width=160, height=100):
    return stage.png(width, height, colour=(red, green, blue))


RED_GREEN_BLUE = onnx([20, 0, 0, 0, 20, 0, 0, 0, 20], [0, 0, 0])
UNTRAINED = onnx([0.01, 0, 0, 0, 0.01, 0, 0, 0, 0.01], [0, 0, 0])


def manifest(content, name="tiny", **changes):
    """The manifest of the files whose content this is, without those entries that are None."""
    whole = {"name": name, "licence": "Apache-2.0", "about": "three colours", "kind": "classifier",
             "weights": "model.onnx",
             "files": [{"name": file, "sha256": hashlib.sha256(each).hexdigest()}
                       for file, each in content.items()],
             "input": {"width": 8, "height": 8, "scale": [1 / 255, 1 / 255, 1 / 255]},
             "activation": "softmax", "label_file": "labels.txt",
             "golden": {"picture": "golden.png", "labels": {"Tabby Cat": 100}}}
    whole.update(changes)
    return json.dumps({key: entry for key, entry in whole.items() if entry is not None}).encode()


def model(**changes):
    """Every file of a model whose red is a cat."""
    files = {"model.onnx": RED_GREEN_BLUE, "labels.txt": b"tabby, tabby cat\nhammer\nblue\n",
             "golden.png": plain(220, 20, 20)}
    return {**files, "model.json": manifest(files, **changes)}


class Shop:
    """Serves files by path, in parts where a client asks for the rest, and fails as it is told."""

    def __init__(self):
        self.files = {}
        self.asked = []  # (path, Range or None)
        self.cut = {}  # path: bytes after which the connection ends, once
        self.status = {}  # path: status instead of the file
        self.held = {}  # path: (event when half has been sent, event that lets it go on)
        shop = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                shop.answer(self)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda *_: None  # a client that has left is part of the tests
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def put(self, name, files):
        self.files.update({f"/{name}/{file}": content for file, content in files.items()})

    def answer(self, request):
        self.asked.append((request.path, request.headers.get("Range")))
        content = self.files.get(request.path)
        status = self.status.get(request.path) or (200 if content is not None else 404)
        if status != 200:
            request.send_response(status)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        tag = '"' + hashlib.md5(content).hexdigest() + '"'
        part = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range") or "")
        begin = int(part[1]) if part and request.headers.get("If-Range", tag) == tag else 0
        request.send_response(206 if begin else 200)
        if begin:
            request.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        request.send_header("Content-Length", str(len(content) - begin))
        request.send_header("ETag", tag)
        request.end_headers()
        self.send(request, content[begin:])

    def send(self, request, content):
        cut = self.cut.pop(request.path, None)
        held = self.held.pop(request.path, None)
        half = cut if cut is not None else len(content) // 2
        request.wfile.write(content[:half])
        request.wfile.flush()
        if held:
            held[0].set()
            held[1].wait(30)
        if cut is None:
            request.wfile.write(content[half:])
        else:
            request.close_connection = True

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
