"""config.toml held against the definitions: what core cannot know when it reads the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import Invalid, SettingsError
from core.words import _
from metrics.definitions import definitions, near
from metrics.targets import check_targets

if TYPE_CHECKING:
    from core.settings import Settings


def check_settings(settings: Settings) -> Settings:
    """The same settings; SettingsError for a headline metric or a target that means nothing."""
    for metric in settings.headline.metrics:
        if metric not in definitions():
            raise SettingsError(
                _("config.toml: headline.metrics names the unknown metric '{metric}'.").format(
                    metric=metric
                ),
                hint=near(metric, definitions()),
            )
    try:
        check_targets(settings.targets)
    except SettingsError:
        raise
    except Invalid as error:
        raise SettingsError(
            _("config.toml: a period of targets cannot be used: {reason}").format(
                reason=error.message
            ),
            hint=error.hint,
        ) from error
    return settings
