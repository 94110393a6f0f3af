#!/usr/bin/env python3
# Types lines into a shell on its own terminal, each followed by a tab and a return, and prints what the terminal shows.
# usage: type.py SHELL... <LINES     the shell's prompt has to be 'ready> '; it is given TYPE_SECONDS (20) for each line
import os
import pty
import select
import sys
import time

PROMPT = b'ready> '


def read_to_prompt(terminal, seconds):
    shown, end = b'', time.monotonic() + seconds
    while not shown.endswith(PROMPT):
        if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
            sys.exit(f'type.py: no prompt within {seconds} seconds: {shown!r}')
        shown += os.read(terminal, 4096)
    return shown


def main():
    seconds = float(os.environ.get('TYPE_SECONDS', '20'))
    lines = sys.stdin.buffer.read().splitlines()
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[1], sys.argv[1:])
    read_to_prompt(terminal, seconds)
    for line in lines:
        os.write(terminal, line + b'\t\n')
        sys.stdout.buffer.write(read_to_prompt(terminal, seconds).replace(b'\r', b''))
        sys.stdout.buffer.write(b'\n')
    os.write(terminal, b'exit\n')
    os.close(terminal)


main()
