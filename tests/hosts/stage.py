# SPDX-License-Identifier: Apache-2.0
"""The stage for tests and the demo: the real sandbox, the real Lambda function, and drawn pictures."""

import base64
import json
import os
import pathlib
import random
import signal
import struct
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
import zlib

API_KEY = "bltstack0000000001"
TOKEN = "cs-sandbox-management-token"
ACCESS_KEY = "AKIDSANDBOX"
SECRET_KEY = "sandbox-secret-key"
WEBHOOK_HEADER = ("X-Stacktag-Key", "sandbox-webhook-secret")

# Loopback only: a proxy of the machine has no business here.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def http(method, url, body=None, headers=None, timeout=60):
    """One request; gives (status, headers, body). A dict goes as JSON."""
    headers = dict(headers or {})
    if isinstance(body, (dict, list)):
        body = json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/json")
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    try:
        with OPENER.open(request, timeout=timeout) as reply:
            return reply.status, dict(reply.headers), reply.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def wait_for(condition, seconds=30, what="the condition"):
    """Polls until `condition()` gives something true, and gives it back."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise TimeoutError(f"{what} did not come about within {seconds} s")


class Program:
    """A child process whose lines are kept."""

    def __init__(self, command, env):
        self.lines = []
        self.process = subprocess.Popen(
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def json_lines(self):
        found = []
        for line in list(self.lines):
            try:
                found.append(json.loads(line))
            except ValueError:
                pass
        return found

    def events(self):
        """The log lines that tell how an event ended."""
        return [line for line in self.json_lines() if "outcome" in line and "_aws" not in line]

    def stop(self, how=signal.SIGTERM, seconds=10):
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join(5)
        self.process.stdout.close()
        if any("Sanitizer" in line for line in self.lines):
            raise AssertionError("a sanitizer reports:\n" + "\n".join(self.lines[-100:]))
        return self.process.returncode


class Sandbox:
    """stacktag-sandbox on a free port, with what tests do to it."""

    def __init__(self, binaries, *options, token=TOKEN, secret_key=SECRET_KEY):
        self.token = token
        self.secret_key = secret_key
        self.folder = tempfile.TemporaryDirectory(prefix="stacktag-")
        ready = pathlib.Path(self.folder.name, "port")
        self.program = Program(
            [str(pathlib.Path(binaries, "stacktag-sandbox")), "--port", "0", "--api-key", API_KEY,
             "--management-token", token, "--access-key", ACCESS_KEY, "--secret-key", secret_key,
             "--ready-file", str(ready), "--retry-scale", "0.01", *options],
            env=clean_environment())
        try:
            wait_for(lambda: ready.exists() or self.program.process.poll() is not None,
                     what="the sandbox's port")
            self.port = int(ready.read_text())
        except (OSError, ValueError, TimeoutError) as error:
            self.program.stop()
            raise RuntimeError("the sandbox did not start: " + "\n".join(self.program.lines)) from error
        self.url = f"http://127.0.0.1:{self.port}"

    def close(self):
        self.program.stop()
        self.folder.cleanup()

    def control(self, method, path, body=None):
        status, _, reply = http(method, f"{self.url}/_sandbox/{path}", body)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {reply[:300]!r}")
        return json.loads(reply) if reply else None

    def counters(self):
        return self.control("GET", "state")["counters"]

    def fault(self, service, kind, times=1, **more):
        self.control("POST", "faults", {"service": service, "kind": kind, "times": times, **more})

    def clear_faults(self):
        self.control("DELETE", "faults")

    def interfere(self, uid, tags, times=1, **more):
        self.control("POST", "interfere", {"asset": uid, "tags": tags, "times": times, **more})

    def deliver(self, uid, event="create", **more):
        """Delivers an event of the asset (again); gives the receiver's status and its answer."""
        reply = self.control("POST", "deliver", {"asset": uid, "event": event, **more})
        return reply["status"], json.loads(reply["body"] or "null")

    def deliveries(self):
        return self.control("GET", "deliveries")["deliveries"]

    def cma(self, method, path, body=None, headers=None):
        headers = {"api_key": API_KEY, "authorization": self.token, **(headers or {})}
        status, _, reply = http(method, f"{self.url}/v3{path}", body, headers)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {reply[:300]!r}")
        return json.loads(reply)

    def upload(self, name, content, content_type="image/png", tags=(), replace=None, branch=None):
        """Creates an asset, or replaces the file of one; gives the asset."""
        boundary = uuid.uuid4().hex
        parts = []
        if tags:
            parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="asset[tags]"\r\n\r\n'
                         f'{",".join(tags)}\r\n'.encode())
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="asset[upload]"; '
                     f'filename="{name}"\r\nContent-Type: {content_type}\r\n\r\n'.encode()
                     + content + b"\r\n")
        parts.append(f"--{boundary}--\r\n".encode())
        path = f"/assets/{replace}" if replace else "/assets"
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        if branch:
            headers["branch"] = branch
        return self.cma("PUT" if replace else "POST", path, b"".join(parts), headers)["asset"]

    def asset(self, uid, version=None):
        query = f"?version={version}" if version else ""
        return self.cma("GET", f"/assets/{uid}{query}")["asset"]

    def create_webhook(self, target, headers=(WEBHOOK_HEADER,)):
        custom = [{"header_name": name, "value": value} for name, value in headers]
        return self.cma("POST", "/webhooks", {"webhook": {
            "name": "stacktag",
            "destinations": [{"target_url": target, "authentication_type": "None",
                              "custom_header": custom}],
            "channels": ["assets.create", "assets.update"],
            "branches": ["main"], "retry_policy": "automatic", "disabled": False,
            "concise_payload": False}})["webhook"]

    def environment(self, **more):
        """What points the product at this sandbox; None takes a variable away."""
        env = clean_environment()
        env.update({
            "CONTENTSTACK_STACK_API_KEY": API_KEY,
            "CONTENTSTACK_STACK_MANAGEMENT_TOKEN": self.token,
            "CONTENTSTACK_API_URL": self.url,
            "CONTENTSTACK_IMAGE_HOSTS": f"127.0.0.1:{self.port}",
            "REKOGNITION_AWS_ID": ACCESS_KEY,
            "REKOGNITION_AWS_SECRET": self.secret_key,
            "REKOGNITION_AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL_REKOGNITION": self.url,
            "STACKTAG_WEBHOOK_HEADER": ": ".join(WEBHOOK_HEADER),
            "STACKTAG_WEBHOOK_KEYS_URL": f"{self.url}/.well-known/public-keys.json",
        })
        env.update(more)
        return {name: value for name, value in env.items() if value is not None}


class LambdaFunction:
    """The real bootstrap, polling the sandbox's Lambda Runtime API."""

    def __init__(self, binaries, sandbox, **environment):
        env = sandbox.environment(**environment)
        env["AWS_LAMBDA_RUNTIME_API"] = f"127.0.0.1:{sandbox.port}"
        self.program = Program([str(pathlib.Path(binaries, "bootstrap"))], env)

    def close(self):
        return self.program.stop()


class Server:
    """The real `stacktag serve` on a free port, with its store in a folder of its own."""

    def __init__(self, binaries, sandbox, folder, **environment):
        ready = pathlib.Path(folder, "server.port")
        ready.unlink(missing_ok=True)
        env = sandbox.environment(**{
            "STACKTAG_LISTEN": "127.0.0.1:0", "STACKTAG_READY_FILE": str(ready),
            "STACKTAG_STORE": str(pathlib.Path(folder, "store.db")), **environment})
        self.program = Program([str(pathlib.Path(binaries, "stacktag")), "serve"], env)
        try:
            wait_for(lambda: ready.exists() or self.program.process.poll() is not None,
                     what="the server's port")
            self.port = int(ready.read_text())
        except (OSError, ValueError, TimeoutError) as error:
            self.program.stop()
            raise RuntimeError("the server did not start: " + "\n".join(self.program.lines)) from error
        self.url = f"http://127.0.0.1:{self.port}"

    def post(self, body, path="/webhook", headers=(WEBHOOK_HEADER,)):
        """One delivery; gives the status and the answer."""
        status, _, reply = http("POST", self.url + path, body, dict(headers))
        return status, json.loads(reply)

    def outcomes(self):
        """The log lines of jobs that came to an outcome."""
        return [line for line in self.program.events() if line.get("state") in ("done", "parked")]

    def kill(self):
        self.program.stop(signal.SIGKILL)

    def close(self):
        return self.program.stop(seconds=40)


def clean_environment():
    """Nothing of this machine but what programs need: no AWS profile, no proxy."""
    keep = ("PATH", "LANG", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS")
    env = {name: os.environ[name] for name in keep if name in os.environ}
    env.update({"HOME": "/nonexistent", "AWS_EC2_METADATA_DISABLED": "true"})
    return env


def png(width, height, colour=(200, 30, 30), noise=False, seed=1):
    """A PNG of one colour, or of noise that does not compress."""
    if noise:
        dice = random.Random(seed)
        rows = b"".join(b"\0" + dice.randbytes(3 * width) for _ in range(height))
    else:
        rows = (b"\0" + bytes(colour) * width) * height
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def gif(width, height):
    """A GIF of one colour, by an LZW stream that needs no compressor."""
    # With a table of four colours codes begin at 3 bits and grow with the table; a clear every second
    # code keeps them at 3 bits.
    codes = [4, 1] * (width * height) + [5]
    bits = 0
    value = 0
    out = bytearray()
    for code in codes:
        value |= code << bits
        bits += 3
        while bits >= 8:
            out.append(value & 255)
            value >>= 8
            bits -= 8
    out.append(value & 255)
    blocks = b"".join(bytes([len(out[i:i + 255])]) + bytes(out[i:i + 255]) for i in range(0, len(out), 255))
    palette = bytes((0, 0, 0, 30, 30, 200, 255, 255, 255, 128, 128, 128))
    return (b"GIF89a" + struct.pack("<HHBBB", width, height, 0x91, 0, 0) + palette
            + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02" + blocks + b"\0;")


def gateway_event(body, headers=None, encode=False):
    """A REST (v1) event of API Gateway."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return {"httpMethod": "POST", "path": "/webhook", "headers": headers or {}, "requestContext": {},
            "body": base64.b64encode(raw).decode() if encode else raw.decode(),
            "isBase64Encoded": encode}
