"""The command line: one module a noun; imported only when a command is given."""


def run(argv: list[str]) -> int:
    """Run one command; returns the exit code: 0 done, 2 bad input, 1 anything else."""
    from casetui.cli.program import run as run_program

    return run_program(argv)
