package aifactory.preprocess.normalize;

/// Brings text into one spelling. Pure, and idempotent: applied twice it changes nothing more.
@FunctionalInterface
public interface TextNormalizer {
  String normalize(String text);
}
