class Recorder:
    """Writes a line of JSON a step, which Backblast draws.

    recorder = Recorder("run.jsonl", model), then recorder(loss) after each loss.backward().
    """

    def __init__(self, path, model=None):
        self.file, self.seen, self.step = open(path, "w"), {}, 0
        for name, module in model.named_modules() if model else ():
            if not any(module.children()):
                module.register_forward_hook(partial(self.hook, name))

    def hook(self, name, module, _, out):
        self.see(name, out, next(module.parameters(recurse=False), None))

    def see(self, name, out, weights=None, place=None):
        out = out[0] if isinstance(out, tuple) else out
        if out.requires_grad:
            out.retain_grad()
            self.seen[name] = out, weights, place
        return out

    def __call__(self, loss):
        rows = []
        for name, (h, w, place) in self.seen.items():
            norms = {"gradient": h.grad, "weights": w, "gradientWeights": None if w is None else w.grad}
            norms = {key: t.detach().double().norm().item() for key, t in norms.items() if t is not None}
            rows.append({"name": name, "place": place, "mean": h.mean().item(), "std": h.std(unbiased=False).item(), **norms})
        print(json.dumps({"step": self.step, "loss": loss.item(), "rows": rows}), file=self.file, flush=True)
        self.step, self.seen = self.step + 1, {}
