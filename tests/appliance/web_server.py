"""The operator's web server: shows a folder at port 443 of this machine, until it is ended.

Run in the network of a machine of the tests, which nobody else is in:
python -m tests.appliance.web_server FOLDER CERTIFICATE     (a file with the key and the certificates)
"""

from __future__ import annotations

import functools
import http.server
import ssl
import sys


class Shown(http.server.SimpleHTTPRequestHandler):
    """Files of the folder, without a word on each."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _serve(folder: str, certificate: str) -> None:
    shown = functools.partial(Shown, directory=folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 443), shown) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
