"""Not Keras: the parts of it that exported scripts use, written anew on PyTorch from the equations and weight layouts of
keras.io, so that a script's arrays meet the documented equations. It cannot tell whether Keras itself agrees."""
from . import activations, layers, losses, ops, optimizers
from .graph import Input, Model
