"""What to say on the telephone: `grid_data/rules/call_scripts`. The facts are filled in where the customer's story is."""

import string
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gridward.engagement.contract import Stage
from gridward.platform.rules import RulePart, load_rules

Condition = Literal["dues", "no_dues", "specialist", "no_specialist", "failed", "no_funds", "other_failure"]
_FACTS: dict[str, Condition | None] = {
    "specialist": "specialist",
    "cell": "specialist",
    "failure": "failed",
    "live": None,
}
"""What a line may name, and when it is known."""


class ScriptLine(RulePart):
    """A thing to say, in both languages."""

    zh: str
    en: str
    when: tuple[Condition, ...] = ()
    shows: Literal["dues", "cover"] | None = None

    @model_validator(mode="after")
    def _facts_are_known(self) -> Self:
        for words in (self.zh, self.en):
            for fact in (name for _, name, _, _ in string.Formatter().parse(words) if name is not None):
                if fact not in _FACTS:
                    raise ValueError(f"{{{fact}}} is no fact of a script")
                known_when = _FACTS[fact]
                if known_when is not None and known_when not in self.when:
                    raise ValueError(f"{{{fact}}} is known only when {known_when}")
        return self


class Script(RulePart):
    """What to say for one purpose."""

    code: str
    zh: str
    en: str
    stages: tuple[Stage, ...] = ()
    """In which seats call with it."""
    tasks: tuple[str, ...] = ()
    """Kinds of tasks for which they call with it, whatever the stage."""
    key: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """Chooses it as what somebody calls for."""
    line: tuple[ScriptLine, ...]


class ScriptRules(RulePart):
    """A version of `grid_data/rules/call_scripts`."""

    version: str
    script: tuple[Script, ...]

    @model_validator(mode="after")
    def _each_stage_has_one(self) -> Self:
        stages = [stage for script in self.script for stage in script.stages]
        if sorted(stages) != sorted(Stage):
            raise ValueError("each stage needs one script")
        for kind, values in (
            ("code", [script.code for script in self.script]),
            ("task", [kind for script in self.script for kind in script.tasks]),
            ("key", [script.key for script in self.script if script.key is not None]),
        ):
            if len(set(values)) < len(values):
                raise ValueError(f"two scripts have the same {kind}")
        return self


def script_rules() -> ScriptRules:
    """The rules in force. Raises `rules.invalid`."""
    return load_rules(ScriptRules, "call_scripts")


def script_of(kind: str, stage: str) -> str:
    """The code of the script with which a seat calls somebody for a kind of task, else in a stage."""
    scripts = script_rules().script
    own = next((script.code for script in scripts if kind in script.tasks), None)
    return own or next(script.code for script in scripts if stage in script.stages)
