package aifactory.trainer.model.program;

import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.ParameterLayout;

/// Text of the program: forward, loss, gradients and the update, in the order of the paper.
public final class LlamaProgram {
  /*
   * Llama (Touvron et al. 2023, arXiv:2302.13971) with grouped-query attention (Ainslie et al. 2023,
   * arXiv:2305.13245). Letters are those of the package `model`.
   *
   *   norm(x)    = x / √(mean(x²) + ε) · g                              Zhang, Sennrich 2019
   *   rotate(q)  = q·cos + (−q₂, q₁)·sin,  q = (q₁, q₂) halves of E     Su et al. 2021
   *   attend     = softmax(q kᵀ / √E + causal mask) v; Qwen2 adds biases to q, k, v, Qwen3 norms
   *                q and k per head before they turn, Mistral's mask ends a window back
   *   feed(x)    = W_down (silu(W_gate x) ⊙ W_up x)                     Shazeer 2020
   *   block(x)   = h + feed(norm₂(h)),  h = x + W_o attend(norm₁(x))
   *   loss       = mean over B·T of −log softmax(W_head norm(x))[next token]
   *
   * AdamW (Loshchilov, Hutter 2019, arXiv:1711.05101) with the gradient scaled beforehand so that
   * its global norm is at most the limit. Departure from most papers: none in the mathematics; the
   * parameters are arguments (List[Tensor] p, in the order of ParameterLayout), because Java owns
   * them, and gradients g are added to, never replaced, so that k micro-batches make one big batch.
   *
   * Grad mode is switched by the program itself: nothing outside must remember to.
   */
  private static final String TEXT =
      """
      class Llama(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        _is_full_backward_hook : Optional[bool]
        def norm(self: __torch__.Llama, x_BTD: Tensor, gain_D: Tensor) -> Tensor:
          square_BT1 = torch.mean(torch.mul(x_BTD, x_BTD), [-1], True)
          return torch.mul(torch.mul(x_BTD, torch.rsqrt(torch.add(square_BT1, {epsilon}))), gain_D)
        def rotate(self: __torch__.Llama, x_BHTE: Tensor, cos_TE: Tensor, sin_TE: Tensor) -> Tensor:
          half = torch.chunk(x_BHTE, 2, -1)
          turned_BHTE = torch.cat([torch.neg(half[1]), half[0]], -1)
          return torch.add(torch.mul(x_BHTE, cos_TE), torch.mul(turned_BHTE, sin_TE))
        def heads(self: __torch__.Llama, x_BTD: Tensor, count: int) -> Tensor:
          x_BTHE = torch.view(x_BTD, [torch.size(x_BTD, 0), torch.size(x_BTD, 1), count, {E}])
          return torch.transpose(x_BTHE, 1, 2)
        def shared(self: __torch__.Llama, x_BKTE: Tensor) -> Tensor:
          B = torch.size(x_BKTE, 0)
          T = torch.size(x_BKTE, 2)
          x_BKGTE = torch.expand(torch.unsqueeze(x_BKTE, 2), [B, {K}, {G}, T, {E}])
          return torch.reshape(x_BKGTE, [B, {H}, T, {E}])
        def mix(self: __torch__.Llama, query_BHTE: Tensor, key_BHTE: Tensor, value_BHTE: Tensor) -> Tensor:
          {mix}
        def attend(self: __torch__.Llama, x_BTD: Tensor, cos_TE: Tensor, sin_TE: Tensor, p: List[Tensor], at: int) -> Tensor:
          query_BHTE = (self).heads(torch.linear(x_BTD, p[at]{queryBias}), {H}, )
          key_BKTE = (self).heads(torch.linear(x_BTD, p[at + 1]{keyBias}), {K}, )
          value_BKTE = (self).heads(torch.linear(x_BTD, p[at + 2]{valueBias}), {K}, )
          {normedHeads}
          query_BHTE = (self).rotate(query_BHTE, cos_TE, sin_TE, )
          key_BKTE = (self).rotate(key_BKTE, cos_TE, sin_TE, )
          mixed_BHTE = (self).mix(query_BHTE, (self).shared(key_BKTE, ), (self).shared(value_BKTE, ), )
          mixed_BTD = torch.reshape(torch.transpose(mixed_BHTE, 1, 2), [torch.size(x_BTD, 0), torch.size(x_BTD, 1), {H} * {E}])
          return torch.linear(mixed_BTD, p[at + 3])
        def feed(self: __torch__.Llama, x_BTD: Tensor, p: List[Tensor], at: int) -> Tensor:
          gated_BTF = torch.mul(torch.silu(torch.linear(x_BTD, p[at])), torch.linear(x_BTD, p[at + 1]))
          return torch.linear(gated_BTF, p[at + 2])
        def block(self: __torch__.Llama, x_BTD: Tensor, cos_TE: Tensor, sin_TE: Tensor, p: List[Tensor], at: int) -> Tensor:
          h_BTD = torch.add(x_BTD, (self).attend((self).norm(x_BTD, p[at], ), cos_TE, sin_TE, p, at + 1, ))
          return torch.add(h_BTD, (self).feed((self).norm(h_BTD, p[at + 5], ), p, at + 6, ))
        def states(self: __torch__.Llama, tokens_BT: Tensor, cos_SE: Tensor, sin_SE: Tensor, p: List[Tensor]) -> Tensor:
          T = torch.size(tokens_BT, 1)
          cos_TE = torch.slice(cos_SE, 0, 0, T)
          sin_TE = torch.slice(sin_SE, 0, 0, T)
          x_BTD = torch.embedding(p[0], tokens_BT)
          for layer in range({layers}):
            x_BTD = (self).block(x_BTD, cos_TE, sin_TE, p, 1 + layer * {perLayer}, )
          return (self).norm(x_BTD, p[{lastNorm}], )
        def logits(self: __torch__.Llama, tokens_BT: Tensor, cos_SE: Tensor, sin_SE: Tensor, p: List[Tensor]) -> Tensor:
          return torch.linear((self).states(tokens_BT, cos_SE, sin_SE, p, ), p[{head}])
        def loss(self: __torch__.Llama, tokens_BT: Tensor, targets_BT: Tensor, cos_SE: Tensor, sin_SE: Tensor, p: List[Tensor]) -> Tensor:
          logits_BTV = (self).logits(tokens_BT, cos_SE, sin_SE, p, )
          return torch.cross_entropy_loss(torch.view(logits_BTV, [-1, {V}]), torch.view(targets_BT, [-1]))
        def forward(self: __torch__.Llama, tokens_BT: Tensor, cos_SE: Tensor, sin_SE: Tensor, p: List[Tensor]) -> Tensor:
          torch.set_grad_enabled(False)
          return (self).logits(tokens_BT, cos_SE, sin_SE, p, )
        def next(self: __torch__.Llama, tokens_BT: Tensor, cos_SE: Tensor, sin_SE: Tensor, p: List[Tensor]) -> Tensor:
          torch.set_grad_enabled(False)
          states_BTD = (self).states(tokens_BT, cos_SE, sin_SE, p, )
          return torch.linear(torch.select(states_BTD, 1, -1), p[{head}])
        def validate(self: __torch__.Llama, tokens_BT: Tensor, targets_BT: Tensor, cos_SE: Tensor, sin_SE: Tensor, p: List[Tensor]) -> float:
          torch.set_grad_enabled(False)
          return float((self).loss(tokens_BT, targets_BT, cos_SE, sin_SE, p, ))
        def accumulate(self: __torch__.Llama, tokens_BT: Tensor, targets_BT: Tensor, cos_SE: Tensor, sin_SE: Tensor, p: List[Tensor], g: List[Tensor], share: Tensor) -> Tensor:
          torch.set_grad_enabled(True)
          leaves = annotate(List[Tensor], [])
          for i in range(torch.len(p)):
            _0 = torch.append(leaves, torch.requires_grad_(torch.detach(p[i]), True))
          loss = torch.mul((self).loss(tokens_BT, targets_BT, cos_SE, sin_SE, leaves, ), float(share))
          gradients = torch.grad([loss], leaves)
          torch.set_grad_enabled(False)
          for i in range(torch.len(g)):
            gradient = gradients[i]
            if torch.__isnot__(gradient, None):
              _1 = torch.add_(g[i], unchecked_cast(Tensor, gradient))
          return torch.detach(loss)
        def clear(self: __torch__.Llama, g: List[Tensor]) -> int:
          torch._foreach_zero_(g)
          return torch.len(g)
        def gradient_norm(self: __torch__.Llama, g: List[Tensor]) -> float:
          return float(torch.norm(torch.stack(torch._foreach_norm(g)), 2))
        def update(self: __torch__.Llama, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor], scale: float, rate: float, beta1: float, beta2: float, decay: float, epsilon: float) -> int:
          torch.set_grad_enabled(False)
          torch._foreach_mul_(g, scale)
          torch._foreach_add_(steps, 1)
          torch._fused_adamw_(p, g, m, v, [], steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
          return torch.len(p)
      """;

  private static final String ALL_BEFORE =
      "return torch.scaled_dot_product_attention(query_BHTE, key_BHTE, value_BHTE, None, 0., True)";

  // Token t sees the tokens t − window + 1 … t. Positions are counted from the data, so that they
  // lie on its device.
  private static final String WINDOW_BEFORE =
      """
      one_T = torch.ones_like(torch.select(torch.select(torch.select(query_BHTE, 0, 0), 0, 0), 1, 0))
          at_T = torch.cumsum(one_T, 0)
          back_TT = torch.sub(torch.unsqueeze(at_T, 1), torch.unsqueeze(at_T, 0))
          seen_TT = torch.logical_and(torch.ge(back_TT, 0), torch.lt(back_TT, {window}))
          return torch.scaled_dot_product_attention(query_BHTE, key_BHTE, value_BHTE, seen_TT, 0., False)\
      """;

  private static final String NORMED_HEADS =
      """
      query_BHTE = (self).norm(query_BHTE, p[at + {queryNorm}], )
          key_BKTE = (self).norm(key_BKTE, p[at + {keyNorm}], )\
      """;
  private static final String HEADS_AS_THEY_ARE = "_0 = 0";

  // Of a block's tensors the first is the norm before attention; `at` is the one behind it.
  private static final int FIRST_EXTRA = 8;
  private static final int BIASES = 3;

  private LlamaProgram() {}

  /// The program for these dimensions.
  public static String of(ModelConfiguration model) {
    int perLayer = ParameterLayout.perLayer(model);
    int lastNorm = 1 + model.layers() * perLayer;
    return withAttention(model)
        .replace("{epsilon}", Double.toString(model.normEpsilon()))
        .replace("{layers}", Integer.toString(model.layers()))
        .replace("{perLayer}", Integer.toString(perLayer))
        .replace("{lastNorm}", Integer.toString(lastNorm))
        .replace("{head}", Integer.toString(model.tiedEmbeddings() ? 0 : lastNorm + 1))
        .replace("{H}", Integer.toString(model.heads()))
        .replace("{K}", Integer.toString(model.keyValueHeads()))
        .replace("{G}", Integer.toString(model.heads() / model.keyValueHeads()))
        .replace("{E}", Integer.toString(model.headWidth()))
        .replace("{V}", Integer.toString(model.vocabularySize()));
  }

  private static String withAttention(ModelConfiguration model) {
    boolean biases = model.attention().biases();
    int norms = FIRST_EXTRA + (biases ? BIASES : 0);
    return TEXT.replace("{queryBias}", biases ? ", p[at + " + FIRST_EXTRA + "]" : "")
        .replace("{keyBias}", biases ? ", p[at + " + (FIRST_EXTRA + 1) + "]" : "")
        .replace("{valueBias}", biases ? ", p[at + " + (FIRST_EXTRA + 2) + "]" : "")
        .replace(
            "{normedHeads}", model.attention().normedHeads() ? NORMED_HEADS : HEADS_AS_THEY_ARE)
        .replace("{queryNorm}", Integer.toString(norms))
        .replace("{keyNorm}", Integer.toString(norms + 1))
        .replace("{mix}", model.slides() ? WINDOW_BEFORE : ALL_BEFORE)
        .replace("{window}", Integer.toString(model.attention().window()));
  }
}
