"""PyTorch as a contender. Ways: contiguous or channels_last; foreach or fused (Adam); compiled."""

import torch
from torch import nn
from torch.nn import functional

ACTIVATIONS = {"relu": [nn.ReLU], "sigmoid": [nn.Sigmoid], "linear": []}


def module_of(layer, inputs):
    """The modules of one layer, and its number of channels."""
    kind = layer["layer"]
    if kind == "dense":
        return [nn.Linear(inputs, layer["units"]), *activation_of(layer)], layer["units"]
    if kind == "conv":
        padding = layer["kernel"] // 2 if layer["padding"] == "same" else 0
        conv = nn.Conv2d(inputs, layer["filters"], layer["kernel"], padding=padding, bias=layer["bias"])
        return [conv, *activation_of(layer)], layer["filters"]
    if kind == "batchnorm":
        return [nn.BatchNorm2d(inputs, eps=0.001, momentum=0.01)], inputs
    if kind == "relu":
        return [nn.ReLU()], inputs
    if kind == "pool":
        return [nn.MaxPool2d(layer["size"], ceil_mode=True)], inputs
    return [nn.Upsample(scale_factor=layer["size"])], inputs


def activation_of(layer):
    return [make() for make in ACTIVATIONS[layer["activation"]]]


def to_torch(weight):
    """Kernels of the plan end in inputs, outputs; here they begin with outputs, inputs."""
    axes = {2: (1, 0), 4: (3, 2, 0, 1)}.get(weight.ndim)
    return torch.from_numpy((weight.transpose(axes) if axes else weight).copy())


def from_torch(weight):
    axes = {2: (1, 0), 4: (2, 3, 1, 0)}.get(weight.ndim)
    return weight.numpy().transpose(axes) if axes else weight.numpy()


class Torch:
    def __init__(self, plan, way):
        torch.set_num_threads(plan.threads)
        self.threads = torch.get_num_threads()
        self.plan = plan
        layout = torch.channels_last if "channels_last" in way else torch.contiguous_format
        pictures = torch.from_numpy(plan.pictures)
        if not plan.dense:
            pictures = pictures.permute(0, 3, 1, 2).contiguous(memory_format=layout)
        self.batches = pictures.split(plan.batchSize)

        channels = pictures.shape[1]
        halves = []
        for half in ("encoder", "decoder"):
            modules = []
            for layer in plan.net[half]:
                made, channels = module_of(layer, channels)
                modules += made
            halves.append(nn.Sequential(*modules))
        self.net = nn.Sequential(*halves)
        self.parameters = list(self.net.parameters())
        with torch.no_grad():
            for parameter, weight in zip(self.parameters, plan.initial, strict=True):
                parameter.copy_(to_torch(weight))
        if not plan.dense:
            self.net.to(memory_format=layout)
        forward = self.forward
        self.compute = torch.compile(forward) if "compiled" in way else forward
        if plan.task == "encode":
            self.net.eval()
            self.step = self.encode
        else:
            self.optimizer = torch.optim.Adam(
                self.parameters, plan.learningRate, eps=1e-7, fused="fused" in way, foreach="foreach" in way
            )
            self.step = self.train

    def forward(self, x):
        if self.plan.task == "encode":
            return self.net[0](x)
        return functional.binary_cross_entropy_with_logits(self.net(x), x)

    def encode(self, i):
        with torch.inference_mode():
            self.result = self.compute(self.batches[i % len(self.batches)])

    def train(self, i):
        self.optimizer.zero_grad()
        self.result = self.compute(self.batches[i % len(self.batches)])
        self.result.backward()
        self.optimizer.step()

    def done(self):
        """Nothing runs on after a call."""

    def loss(self):
        return self.result.item()

    def weights(self):
        return [from_torch(parameter.detach()) for parameter in self.parameters]

    def codes(self):
        self.step(0)
        codes = self.result if self.plan.dense else self.result.permute(0, 2, 3, 1)
        return codes.flatten()
