"""Holds the JSON Schema of the stack file against what the decoder says.

usage: conformance.py SCHEMA CASES > verdicts.json

A case is {name, text, mistakes: [{line, column}]}, a verdict {name, problem, errors, missed}: `problem` if the text is not
YAML, `errors` what the schema says of it, `missed` the positions of the mistakes that no error of the schema explains. An
error explains a mistake at the same value, in the map or list around it, or somewhere below it.
"""
import json
import re
import sys

import yaml
from jsonschema import Draft202012Validator

NULL = re.compile(r"(?:|~|null|Null|NULL)$")
TRUE = re.compile(r"(?:true|True|TRUE)$")
FALSE = re.compile(r"(?:false|False|FALSE)$")
INTEGER = re.compile(r"[-+]?[0-9]+$")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")


class CoreLoader(yaml.CSafeLoader):
    """libyaml, as devstack has it; what a plain scalar means is left to `scalar` below."""

    yaml_implicit_resolvers = {}


def scalar(node):
    """By YAML 1.2's core schema (YAML 1.2.2, 10.3.2), which PyYAML does not have."""
    text = node.value
    if node.style or node.tag == "tag:yaml.org,2002:str" and node.explicit:
        return text
    if NULL.match(text):
        return None
    if TRUE.match(text):
        return True
    if FALSE.match(text):
        return False
    if INTEGER.match(text):
        return int(text)
    if text.startswith("0x") or text.startswith("0o"):
        try:
            return int(text[2:], 16 if text[1] == "x" else 8)
        except ValueError:
            return text
    return float(text) if FLOAT.match(text) else text


class Tree:
    """Values for the validator, and where each of them stands."""

    def __init__(self, text):
        events = list(yaml.parse(text, Loader=CoreLoader))
        tagged = {(e.start_mark.line, e.start_mark.column) for e in events if getattr(e, "tag", None)}
        self.tagged = tagged
        self.spans = []
        self.places = {}
        self.unique = set()
        root = yaml.compose(text, Loader=CoreLoader)
        self.value = self.build(root, (), None, ()) if root is not None else None

    def build(self, node, path, key, within):
        if id(node) in within:
            raise yaml.YAMLError("an alias of what it stands in")
        first = (key or node).start_mark
        self.places[path] = [(m.start_mark.line + 1, m.start_mark.column + 1) for m in (key, node) if m]
        if id(node) not in self.unique:
            self.unique.add(id(node))
            self.spans.append((path, (first.line + 1, first.column + 1), end(node)))
        if key is not None:
            self.spans.append((path, (key.start_mark.line + 1, key.start_mark.column + 1), end(key)))
        within = within + (id(node),)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, within)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, path + (i,), None, within) for i, child in enumerate(node.value)]
        node.explicit = (node.start_mark.line, node.start_mark.column) in self.tagged
        return scalar(node)

    def mapping(self, node, path, within):
        own, merged = {}, []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.YAMLError("a key that is no text")
            if key.value == "<<" and not key.style:
                merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
            elif key.value not in own:
                own[key.value] = self.build(value, path + (key.value,), key, within)
        for source in merged:
            if not isinstance(source, yaml.MappingNode):
                raise yaml.YAMLError("a merge of what is no map")
            for key, value in self.mapping(source, path, within).items():
                own.setdefault(key, value)
        return own

    def around(self, line, column):
        """The path of the innermost value or key at this place."""
        here = [(path, start, stop) for path, start, stop in self.spans if start <= (line, column) <= stop]
        return max(here, key=lambda span: (len(span[0]), span[1]))[0] if here else ()


def end(node):
    return (node.end_mark.line + 1, node.end_mark.column + 1)


def leaves(error):
    """The error and what its alternatives say; an unknown key stands at its own path."""
    path = tuple(error.absolute_path)
    yield path
    if error.validator == "additionalProperties" and error.validator_value is False:
        for key in error.instance:
            if key not in error.schema.get("properties", {}):
                yield path + (key,)
    if error.validator == "propertyNames":
        for key in error.instance:
            yield path + (key,)
    for inner in error.context or []:
        yield from leaves(inner)


def explains(error, mistake, tree, place):
    shared = error[: len(mistake)] == mistake or mistake[: len(error)] == error
    if shared and len(mistake) - len(error) <= 1:
        return True
    return place in tree.places.get(error, [])


def judge(case, validator):
    verdict = {"name": case["name"], "problem": None, "errors": [], "missed": []}
    try:
        tree = Tree(case["text"])
    except (yaml.YAMLError, RecursionError) as problem:
        verdict["problem"] = " ".join(str(problem).split())[:200]
        return verdict
    errors = list(validator.iter_errors(tree.value))
    verdict["errors"] = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}"[:200] for e in errors]
    paths = {path for error in errors for path in leaves(error)}
    unknown = {
        tuple(error.absolute_path) + (key,)
        for error in errors
        if error.validator == "additionalProperties" and error.validator_value is False
        for key in error.instance
        if key not in error.schema.get("properties", {})
    }
    for position, mistake in enumerate(case["mistakes"]):
        place = (mistake["line"], mistake["column"])
        path = tree.around(*place)
        # What stands below an unknown key the decoder reads as that of the word that was meant.
        if any(path[: len(key)] == key for key in unknown):
            continue
        if not any(explains(error, path, tree, place) for error in paths):
            verdict["missed"].append(position)
    return verdict


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    with open(sys.argv[2], encoding="utf-8") as file:
        cases = json.load(file)
    json.dump([judge(case, validator) for case in cases], sys.stdout)


main()
