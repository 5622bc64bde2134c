package aifactory.inference.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Bytes of each token of a byte-level tokenizer, read from `tokenizer.json`. Going through bytes
/// instead of decoding tokens to text is what lets a stream hold back half a character exactly.
public final class TokenBytes {
  private static final byte[] NOTHING = {};
  private final byte[][] bytes;

  private TokenBytes(byte[][] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException when it is not a byte-level BPE tokenizer
  public static TokenBytes parse(String tokenizerJson) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(tokenizerJson);
    } catch (IOException e) {
      throw new IllegalArgumentException("tokenizer.json is not JSON", e);
    }
    if (!root.path("decoder").toString().contains("ByteLevel")) {
      throw new IllegalArgumentException("tokenizer.json has no byte-level decoder");
    }
    JsonNode vocabulary = root.path("model").path("vocab");
    byte[][] bytes = new byte[size(vocabulary, root.path("added_tokens"))][];
    for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
      bytes[entry.getValue().intValue()] = bytesOf(entry.getKey());
    }
    for (JsonNode added : root.path("added_tokens")) {
      bytes[added.path("id").intValue()] =
          added.path("special").booleanValue()
              ? NOTHING
              : added.path("content").textValue().getBytes(StandardCharsets.UTF_8);
    }
    return new TokenBytes(bytes);
  }

  /// Bytes of a token; none for special tokens and for ids without a token.
  public byte[] of(int token) {
    byte[] known = token < bytes.length ? bytes[token] : null;
    return known == null ? NOTHING : known;
  }

  /// One more than the largest id.
  public int size() {
    return bytes.length;
  }

  private static int size(JsonNode vocabulary, JsonNode addedTokens) {
    int max = -1;
    for (JsonNode id : vocabulary) {
      max = Math.max(max, id.intValue());
    }
    for (JsonNode added : addedTokens) {
      max = Math.max(max, added.path("id").intValue());
    }
    return max + 1;
  }

  private static byte[] bytesOf(String token) {
    byte[] result = new byte[token.length()];
    for (int i = 0; i < result.length; i++) {
      result[i] = byteOf(token.charAt(i));
    }
    return result;
  }

  /*
   * GPT-2's printable alphabet: bytes 33..126, 161..172 and 174..255 are written as the character
   * of that number, the other 68 in order as U+0100, U+0101, …
   */
  private static byte byteOf(char letter) {
    if (isPrintable(letter)) {
      return (byte) letter;
    }
    int wanted = letter - 0x100;
    for (int candidate = 0; candidate < 256; candidate++) {
      if (!isPrintable(candidate) && wanted-- == 0) {
        return (byte) candidate;
      }
    }
    throw new IllegalArgumentException("not a byte-level letter: U+" + Integer.toHexString(letter));
  }

  private static boolean isPrintable(int letter) {
    return (letter >= 33 && letter <= 126)
        || (letter >= 161 && letter <= 172)
        || (letter >= 174 && letter <= 255);
  }
}
