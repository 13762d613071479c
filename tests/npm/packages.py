# SPDX-License-Identifier: Apache-2.0
"""Packages from npm's registry, installed below the build folder exactly as a test's lock file names them."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77  # ctest's SKIP_RETURN_CODE
SECONDS_MAX = 240
DEBIANS_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"  # where a company's proxy is known, too
# What npm says where nobody answers, or where something on the way (a proxy, a mirror) refuses, breaks, or shows a
# certificate that nobody here knows.
UNREACHABLE = re.compile(
    r"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENETDOWN|EPIPE"
    r"|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w*(?:CERT|SIGNATURE)\w*"
    r"|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|E401|E403|E407|E429|E5\d\d)\b")


class Unreachable(Exception):
    """The packages cannot be had here; says why in one line."""


def _fingerprint(folder):
    digest = hashlib.sha256()
    for name in ("package.json", "package-lock.json"):
        digest.update(pathlib.Path(folder, name).read_bytes())
    return digest.hexdigest()


def _run_npm_ci(target):
    environment = {"NODE_EXTRA_CA_CERTS": DEBIANS_AUTHORITIES, **os.environ,
                   "npm_config_cache": str(target / "cache")}
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1",
               "--fetch-timeout=30000"]
    try:
        done = subprocess.run(command, cwd=target, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", timeout=SECONDS_MAX,
                              check=False)
    except subprocess.TimeoutExpired:
        raise Unreachable(f"npm ci did not end within {SECONDS_MAX} s") from None
    if done.returncode == 0:
        return
    reason = UNREACHABLE.search(done.stdout)
    if reason:
        raise Unreachable(f"npm ci ended with {reason.group()}")
    raise RuntimeError(f"npm ci failed in {target}:\n{done.stdout}")


def install(source, target):
    """Makes `target`/node_modules what the lock file in `source` says; nothing to do where it is that already."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise Unreachable(f"there is no {program} here")
    target = pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    stamp = target / "installed"
    wanted = _fingerprint(source)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(pathlib.Path(source, name), target / name)
    _run_npm_ci(target)
    stamp.write_text(wanted)


def install_or_skip(source, target):
    """As install(); ends the process as a skipped test where the packages cannot be had."""
    try:
        install(source, target)
    except Unreachable as why:
        print(f"skipped: npm's registry cannot be reached ({why}); nothing of "
              f"{pathlib.Path(source).name} was tested", flush=True)
        sys.exit(SKIPPED)
