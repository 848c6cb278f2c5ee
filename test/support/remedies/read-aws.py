# Asks the service models of botocore, which the AWS CLI makes its commands of, which commands they take: lines on the standard input,
# on the output {"refused": [[line, why]], "read": [...]}.
# How the CLI writes values: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html
import json
import re
import shlex
import sys

from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

# Services that the CLI calls otherwise than botocore.
SERVICES = {"configservice": "config", "s3api": "s3"}
# Arguments that the CLI takes out of a structure, as its commands have them: where they belong.
TAKEN_OUT = {("configservice", "put-configuration-recorder", "recording-group"): ("ConfigurationRecorder", "recordingGroup")}
# Arguments of the CLI itself that remedies use.
GLOBAL = ["region"]


class Refused(Exception):
    pass


def words_of(args):
    """Values by the name of their argument; None for an argument without a value."""
    found, name = {}, None
    for each in args:
        if each.startswith("--"):
            name = each[2:]
            if name in found:
                raise Refused(f"--{name} is there twice")
            found[name] = []
        elif name is None:
            raise Refused(f"unexpected {each}")
        else:
            found[name].append(each)
    return found


def scalar(text, shape):
    if shape.type_name in ("integer", "long"):
        if re.fullmatch(r"-?\d+", text) is None:
            raise Refused(f"{text} is no number")
        return int(text)
    if shape.type_name == "boolean":
        if text not in ("true", "false"):
            raise Refused(f"{text} is neither true nor false")
        return text == "true"
    return text


def shorthand(text, shape):
    """`name=value,name=value`: a value may be a structure in braces, and one value stands for a list of one."""
    value = {}
    for pair in re.findall(r"(?:\{[^{}]*\}|[^,{}])+", text):
        name, separator, member = pair.partition("=")
        if separator == "" or name not in shape.members:
            raise Refused(f"{pair} is no member of {shape.name}: {', '.join(shape.members)}")
        inner = shape.members[name]
        if inner.type_name == "structure":
            if not (member.startswith("{") and member.endswith("}")):
                raise Refused(f"{name} needs a structure in braces, found {member}")
            value[name] = shorthand(member[1:-1], inner)
        else:
            value[name] = [scalar(member, inner.member)] if inner.type_name == "list" else scalar(member, inner)
    return value


def from_file(name, shape):
    """The least that a file can hold: the engineer writes it. Remedies have files for texts of JSON and for maps."""
    if shape.type_name == "map":
        return {}
    if shape.type_name == "string":
        return "{}"
    raise Refused(f"--{name}: expected no file, for a value of type {shape.type_name}")


def value_of(name, given, shape):
    if not given:
        raise Refused(f"--{name} needs a value")
    if given[0].startswith("file://"):
        return from_file(name, shape)
    if given[0][:1] in "[{" and shape.type_name in ("list", "structure"):
        if len(given) > 1:
            raise Refused(f"--{name} has more than one JSON text")
        try:
            return json.loads(given[0])
        except ValueError as error:
            raise Refused(f"--{name}: {error}") from error
    if shape.type_name == "list":
        inner = shape.member
        return [shorthand(each, inner) if inner.type_name == "structure" else scalar(each, inner) for each in given]
    if len(given) > 1:
        raise Refused(f"--{name} has several values")
    return shorthand(given[0], shape) if shape.type_name == "structure" else scalar(given[0], shape)


def check_values(shape, value, path):
    """What the validator of botocore leaves out: values of an enumeration, and policies, which are JSON in a text."""
    if shape.type_name == "structure":
        for name, member in value.items():
            check_values(shape.members[name], member, f"{path}.{name}")
    elif shape.type_name == "list":
        for member in value:
            check_values(shape.member, member, path)
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        raise Refused(f"{path}: {value} is none of {', '.join(shape.enum)}")
    elif shape.name == "Policy":
        json.loads(value)


def read(args, loader):
    if len(args) < 2:
        raise Refused("no operation")
    service, operation, *rest = args
    known = SERVICES.get(service, service if service not in SERVICES.values() else "")
    if known not in loader.list_available_services("service-2"):
        raise Refused(f"no service {service}")
    model = ServiceModel(loader.load_service_model(known, "service-2"))
    names = {xform_name(name, "-"): name for name in model.operation_names}
    if operation not in names:
        raise Refused(f"{service} has no operation {operation}")
    shape = model.operation_model(names[operation]).input_shape
    members = {} if shape is None else {xform_name(name, "-"): (name, member) for name, member in shape.members.items()}
    parameters, outside = {}, {}
    for name, given in words_of(rest).items():
        if name in GLOBAL:
            continue
        taken = TAKEN_OUT.get((service, operation, name))
        if taken is not None:
            of, inner = taken
            outside[taken] = value_of(name, given, shape.members[of].members[inner])
            continue
        positive = name.removeprefix("no-") if name not in members else name
        if positive not in members:
            raise Refused(f"{service} {operation} has no --{name}: {', '.join(members)}")
        member, of = members[positive]
        if of.type_name == "boolean":
            if given:
                raise Refused(f"--{name} takes no value, found {given}")
            parameters[member] = positive == name
        elif positive != name:
            raise Refused(f"--{positive} is no switch")
        else:
            parameters[member] = value_of(name, given, of)
    for (of, inner), value in outside.items():
        if of not in parameters or inner in parameters[of]:
            raise Refused(f"{inner} belongs beside {of}")
        parameters[of][inner] = value
    if shape is not None:
        report = ParamValidator().validate(parameters, shape)
        if report.has_errors():
            raise Refused(report.generate_report())
        check_values(shape, parameters, names[operation])
    return f"{service} {operation}"


refused, known = [], []
models = Loader()
for line in json.load(sys.stdin):
    try:
        known.append(read(shlex.split(line)[1:], models))
    except (Refused, ValueError) as error:
        refused.append([line, str(error)])
json.dump({"refused": refused, "read": known}, sys.stdout)
