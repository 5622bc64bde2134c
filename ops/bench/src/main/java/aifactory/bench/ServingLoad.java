package aifactory.bench;

/// What both engines are asked in the serving benchmark.
///
/// @param label names the claim
/// @param question for both
/// @param answer the field of their answers that counts, tokens per second
/// @param bound times the peer's figure
/// @param int8Bound the same for 8 bits
record ServingLoad(String label, String question, String answer, double bound, double int8Bound) {
  static final ServingLoad PREFILL =
      new ServingLoad("prefill", "{\"rows\":1,\"prompt\":512,\"tokens\":0}", "prefill", 1, 1);
  static final ServingLoad DECODE =
      new ServingLoad("decode", "{\"rows\":1,\"prompt\":16,\"tokens\":64}", "decode", 1, 1);
  static final ServingLoad TOGETHER =
      new ServingLoad("decode-8", "{\"rows\":8,\"prompt\":16,\"tokens\":48}", "decode", 1.25, 1);

  double boundFor(String type) {
    return type.equals("int8") ? int8Bound : bound;
  }
}
