"""Runs a program under the system call filter of a systemd unit, as the systemd of this machine understands it:
under_unit.py UNIT PROGRAM ARGUMENT... What the unit forbids ends the program or fails, as SystemCallErrorNumber says."""
import ctypes
import errno
import os
import re
import struct
import subprocess
import sys

ALLOW, KILL_PROCESS, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
NO_NEW_PRIVILEGES, SET_SECCOMP, MODE_FILTER = 38, 22, 2
LOAD_NUMBER, IF_EQUAL, RETURN = 0x20, 0x15, 0x06  # of BPF; the number is the first member of what a filter sees


def expand(names):
    """The system calls of names and of groups such as @file-system."""
    calls = set()
    for name in names:
        if not name.startswith("@"):
            calls.add(name)
            continue
        lines = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", name],
                               stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()[1:]
        calls |= expand(line.strip() for line in lines if line.strip() and not line.strip().startswith("#"))
    return calls


def read_unit(path):
    """The calls that the unit allows, and what the others lead to."""
    allowed, action = set(), KILL_PROCESS
    for line in open(path):
        name, _, value = line.strip().partition("=")
        if name == "SystemCallFilter" and value.startswith("~"):
            allowed -= expand(value[1:].split())
        elif name == "SystemCallFilter":
            allowed |= expand(value.split())
        elif name == "SystemCallErrorNumber":
            action = ERRNO | getattr(errno, value)
    return allowed, action


def numbers():
    macros = subprocess.run(["cc", "-dM", "-E", "-include", "sys/syscall.h", "-"], input="", text=True,
                            stdout=subprocess.PIPE, check=True).stdout
    return {name: int(number) for name, number in re.findall(r"#define __NR_(\w+) (\d+)\n", macros)}


def main():
    allowed, forbidden = read_unit(sys.argv[1])
    allowed.add("execve")  # systemd loads the filter before it
    known = expand(["@known"])
    program = [struct.pack("HBBI", LOAD_NUMBER, 0, 0, 0)]
    for name, number in numbers().items():
        if name not in known:
            continue
        program += [struct.pack("HBBI", IF_EQUAL, 0, 1, number),
                    struct.pack("HBBI", RETURN, 0, 0, ALLOW if name in allowed else forbidden)]
    program.append(struct.pack("HBBI", RETURN, 0, 0, ERRNO | errno.ENOSYS))  # systemd does not know it
    code = ctypes.create_string_buffer(b"".join(program))
    header = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0 or prctl(SET_SECCOMP, MODE_FILTER, ctypes.addressof(header), 0, 0) != 0:
        sys.exit("the kernel takes no filter: " + os.strerror(ctypes.get_errno()))
    os.execvp(sys.argv[2], sys.argv[2:])


main()
