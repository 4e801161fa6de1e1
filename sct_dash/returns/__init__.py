"""What each return must be: bytes in, frames out. A kind is one module here with a KIND; RETURNS finds it by itself."""

from importlib import import_module
from pkgutil import iter_modules

from sct_dash.returns.register import RETURNS

__all__ = ["RETURNS"]

RETURNS.update(
    (module.KIND.name, module.KIND)
    for module in (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    if hasattr(module, "KIND")
)
