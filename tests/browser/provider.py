"""An OpenID Connect provider for the tests: whoever comes is who the test says, at once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT = "quitte"
SECRET = "a secret between the app and its provider, for tests only"


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def signed(claims: dict[str, Any]) -> str:
    """An identity token, signed with the secret that both sides have (HS256)."""
    head = _part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    told = f"{head}.{_part(json.dumps(claims).encode())}"
    mark = hmac.new(SECRET.encode(), told.encode(), hashlib.sha256).digest()
    return f"{told}.{_part(mark)}"


class Patient(ThreadingHTTPServer):
    """Ends when every connection has, those that a browser opened to be quick later too."""

    daemon_threads = False


class Provider:
    """A running provider; `claims` is who signs in next."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.nonces: dict[str, str] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5  # seconds without a question

            def do_GET(self) -> None:
                provider.asked(self)

            def do_POST(self) -> None:
                provider.asked(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = Patient(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def secrets(self, app: str) -> str:
        """The app's secrets: this provider, and the companies that may come in."""
        return (
            'companies = ["one.example", "two.example"]\n'
            f'[auth]\nredirect_uri = "{app}/oauth2callback"\ncookie_secret = "for tests only"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.url}/.well-known/openid-configuration"\n'
        )

    def asked(self, request: BaseHTTPRequestHandler) -> None:
        told = urlsplit(request.path)
        if told.path == "/authorize":
            query = {key: values[0] for key, values in parse_qs(told.query).items()}
            code = f"code-{len(self.nonces)}"
            self.nonces[code] = query.get("nonce", "")
            back = urlencode({"code": code, "state": query["state"]})
            request.send_response(302)
            request.send_header("Location", f"{query['redirect_uri']}?{back}")
            request.end_headers()
            return
        answer = self._answer(told.path, request)
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.end_headers()
        request.wfile.write(json.dumps(answer).encode())

    def _answer(self, path: str, request: BaseHTTPRequestHandler) -> dict[str, Any]:
        if path == "/token":
            length = int(request.headers["Content-Length"])
            code = parse_qs(request.rfile.read(length).decode())["code"][0]
            now = int(time.time())
            about = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 600}
            token = signed(about | {"nonce": self.nonces[code], "sub": "1"} | self.claims)
            return {"access_token": "x", "token_type": "Bearer", "id_token": token}
        if path == "/jwks":
            key = _part(SECRET.encode())
            return {"keys": [{"kty": "oct", "k": key, "alg": "HS256", "use": "sig"}]}
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["HS256"],
        }
