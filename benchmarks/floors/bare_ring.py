"""The least that can tell a running program of a call: connect to its socket and write a line."""

import socket
import sys

with socket.socket(socket.AF_UNIX) as line:
    line.connect(sys.argv[1])
    line.sendall(b'{"number": "0491570006"}\n')
