#!/bin/sh
# httpx 0.28.1: with follow_redirects=False an answer with status 302 and `Location: mailto:...` is no answer but an
# exception, InvalidURL, which is no httpx.HTTPError either: the client makes the next request although it was told not
# to follow. One would expect the answer, with its status and headers, as of `Location: /elsewhere`. Who looks at
# redirects before following them (are they allowed? is another program to show the page?) never sees where this one
# leads. http.client gives the answer.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" -q install httpx==0.28.1
cat > "$folder/look.py" <<'PYTHON'
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx

PLACES = {"/plain": "/elsewhere", "/mail": "mailto:desk@courier.example"}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", PLACES[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
found = []
for path in PLACES:
    connection = HTTPConnection("127.0.0.1", server.server_port)
    connection.request("GET", path)
    answer = connection.getresponse()
    print("http.client", path, answer.status, answer.getheader("Location"))
    connection.close()
    try:
        answer = httpx.get(f"http://127.0.0.1:{server.server_port}{path}", follow_redirects=False, trust_env=False)
        told = f"{answer.status_code} {answer.headers['location']}"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        told = f"{type(error).__name__}, an HTTPError: {isinstance(error, httpx.HTTPError)}"
    print("httpx      ", path, told)
    found.append(told)
server.shutdown()
assert found == ["302 /elsewhere", "InvalidURL, an HTTPError: False"], found
PYTHON
"$folder/env/bin/python" "$folder/look.py"
