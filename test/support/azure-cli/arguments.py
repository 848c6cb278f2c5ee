# Reads a command as the Azure CLI reads it, up to the network: the real one knows which arguments there are and which it needs.
from azure.cli.core import get_default_cli


class Asked(dict):
    """Arguments by name; None for those that were not given."""

    def __missing__(self, _):
        return None


def read(args):
    """The command and its arguments as the Azure CLI reads them; it exits with 2 where it does not know them."""
    cli = get_default_cli()
    invocation = cli.invocation_cls(
        cli_ctx=cli, parser_cls=cli.parser_cls, commands_loader_cls=cli.commands_loader_cls, help_cls=cli.help_cls
    )
    cli.invocation = invocation
    loader = invocation.commands_loader
    loader.load_command_table(args)
    command = invocation._rudimentary_get_command(args)
    invocation.data["command_string"] = command
    loader.load_arguments(command)
    invocation.parser.load_command_table(loader)
    return command, Asked(vars(invocation.parser.parse_args(args)))
