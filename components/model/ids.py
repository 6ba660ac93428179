"""Ids of step 3; keys are model keys and names of parameters, never names of columns."""

from ..ids import Family

INCLUDED = Family("model-included")
"""Checkboxes of the recommended models, by model."""

CARD = Family("model-card")
MODELS = "model-models"
ADD = "model-add"
ACTION = Family("model-action")
"""Buttons: ``remove/<model>``, ``reset/<model>[/<parameter>]``, ``nearest/<model>/<parameter>``,
``space/<model>``, ``tune/<model>``, ``afresh/``."""

PARAM = Family("model-param")
"""Controls of hyperparameters, by ``<model>/<parameter>``, as are the two families below."""

NOTE = Family("model-note")
LABEL = Family("model-label")

SLIDER = Family("model-slider")
STATUS = Family("model-status")
TIER = Family("model-tier")
TIER_BOX = Family("model-tier-box")

SEARCH = Family("model-search")
"""Controls of the search, by the setting's name."""

SEARCH_NOTE = Family("model-search-note")
SPACE_NOTE = Family("model-space-note")
"""What is wrong with the bounds of a setting, by ``<model>/<parameter>``."""

SPACE = Family("model-space")
"""Controls of the space, by ``<model>/<parameter>/<on, low, high, step, log, choices>``."""

TUNING = "model-tuning"
TUNED = "model-tuned"
