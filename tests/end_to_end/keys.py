"""What a terminal sends for each key, by the names the program uses for them."""

_NAMED = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "esc": "\x1b",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "insert": "\x1b[2~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "ctrl+space": "\x00",
}

_ARROWS = {"up": "A", "down": "B", "right": "C", "left": "D"}

_MODIFIERS = {"shift": 2, "ctrl": 5, "ctrl+shift": 6}

_FUNCTION = ("OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~")
"""F1 to F12 after the escape character, as xterm sends them."""

LONE_ESCAPE_S = 0.15
"""How long the line must be silent after Esc before the program knows that no sequence follows."""


def sequence(key: str) -> bytes:
    """The bytes of one key: `a`, `f3`, `ctrl+s`, `ctrl+up`, `shift+tab`; ValueError for a name unknown."""
    if len(key) == 1:
        return key.encode()
    if key in _NAMED:
        return _NAMED[key].encode()
    if key.startswith("f") and key[1:].isdigit() and 1 <= int(key[1:]) <= len(_FUNCTION):
        return b"\x1b" + _FUNCTION[int(key[1:]) - 1].encode()
    modifier, _, name = key.rpartition("+")
    if name in _ARROWS and not modifier:
        return f"\x1b[{_ARROWS[name]}".encode()
    if name in _ARROWS and modifier in _MODIFIERS:
        return f"\x1b[1;{_MODIFIERS[modifier]}{_ARROWS[name]}".encode()
    if modifier == "ctrl" and len(name) == 1 and name.isalpha():
        return bytes([ord(name.lower()) & 0x1F])
    raise ValueError(f"no terminal key is called {key!r}")
