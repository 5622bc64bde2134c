package aifactory.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A static embedding model of six words in two directions: animals and machines.
public final class WordVectors {
  private static final float[][] VECTORS = {
    {0, 0}, {1, 0}, {0.9f, 0.1f}, {0, 1}, {0.2f, 0.8f}, {3, 4}
  };
  private static final String TOKENIZER =
      """
      {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],
       "normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"Whitespace"},
       "post_processor":null,"decoder":null,
       "model":{"type":"WordLevel","unk_token":"[UNK]",
        "vocab":{"[UNK]":0,"cat":1,"dog":2,"engine":3,"motor":4,"mixed":5}}}
      """;

  private WordVectors() {}

  /// Writes it and returns its folder.
  public static Path write(Path folder) {
    byte[] header =
        "{\"embeddings\":{\"dtype\":\"F32\",\"shape\":[6,2],\"data_offsets\":[0,48]}}"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + header.length + 48).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    for (float[] vector : VECTORS) {
      file.putFloat(vector[0]).putFloat(vector[1]);
    }
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.safetensors"), file.array());
      Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
      return folder.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
