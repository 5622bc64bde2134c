package aifactory.contract.manifest;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.ArtifactZipException.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// An artifact as one file: its files and `artifact_manifest.json`, which names each of them with
/// size and SHA-256. The same directory gives the same bytes: entries in order, stored, of 1980.
///
/// Read, every file must be named and be what is said of it: one altered, missing, added, there
/// twice or outside is refused by its name, and no more is ever unpacked than the manifest
/// announces.
public final class ArtifactZip {
  /// Folder of all artifacts in the model store.
  public static final String FOLDER = "artifacts";

  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int BLOCK = 1 << 16;
  private static final int MANIFEST_BYTES = 4 << 20;
  private static final int MOST_FILES = 10_000;

  private ArtifactZip() {}

  /// Where the artifact of that name lies, relative to the model store: what events carry as
  /// `location`.
  public static String location(String name) {
    return FOLDER + "/" + name + ".zip";
  }

  /// What a manifest says of a file.
  ///
  /// @param sha256 hex
  public record Part(long bytes, String sha256) {}

  /// A whole artifact.
  ///
  /// @param manifest its text
  /// @param name of the artifact
  /// @param parts files but the manifest, by path
  public record Content(String manifest, String name, Map<String, Part> parts) {}

  /// Writes the files of a directory as one; the directory's manifest names them from then on.
  public static Content write(Path directory, Path zip) throws IOException {
    Path paper = directory.resolve(BundleLayout.MANIFEST);
    Map<String, Object> manifest = new LinkedHashMap<>();
    JsonNode given = CanonicalJson.read(Files.readString(paper), JsonNode.class);
    given.properties().forEach(field -> manifest.put(field.getKey(), field.getValue()));
    Map<String, Part> parts = new TreeMap<>();
    for (Path file : filesOf(directory)) {
      String path = directory.relativize(file).toString().replace('\\', '/');
      if (!path.equals(BundleLayout.MANIFEST)) {
        parts.put(path, partOf(file));
      }
    }
    manifest.put(
        "files",
        parts.entrySet().stream()
            .map(each ->
                Map.of(
                    "path", each.getKey(),
                    "bytes", each.getValue().bytes(),
                    "sha256", each.getValue().sha256()))
            .toList());
    String text = CanonicalJson.write(manifest);
    Files.writeString(paper, text);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      store(out, BundleLayout.MANIFEST, paper);
      for (String path : parts.keySet()) {
        store(out, path, directory.resolve(path));
      }
    }
    return new Content(text, given.path("artifact_name").asText(), parts);
  }

  private static List<Path> filesOf(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Part partOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Part(Files.size(file), copied(in, null, Long.MAX_VALUE));
    }
  }

  private static void store(ZipOutputStream out, String path, Path file) throws IOException {
    ZipEntry entry = new ZipEntry(path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(Files.size(file));
    entry.setCrc(checksum(file));
    entry.setTimeLocal(ALWAYS);
    out.putNextEntry(entry);
    Files.copy(file, out);
    out.closeEntry();
  }

  /// SHA-256 of a file, hex.
  public static String hash(Path file) throws IOException {
    return partOf(file).sha256();
  }

  private static long checksum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int got = in.read(block); got >= 0; got = in.read(block)) {
        sum.update(block, 0, got);
      }
    }
    return sum.getValue();
  }

  /// Checks a ZIP and everything in it.
  ///
  /// @param mostBytes unpacked, in all
  /// @throws ArtifactZipException naming the file that is not what is said of it
  public static Content read(Path zip, long mostBytes) throws IOException {
    return check(zip, null, mostBytes);
  }

  /// Checks a ZIP and writes its files into an empty directory.
  ///
  /// @param mostBytes unpacked, in all
  /// @throws ArtifactZipException naming the file that is not what is said of it; what was written
  ///   until then is the caller's to remove
  public static Content unpack(Path zip, Path directory, long mostBytes) throws IOException {
    return check(zip, directory, mostBytes);
  }

  private static Content check(Path zip, @Nullable Path into, long mostBytes) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Map<String, ZipEntry> entries = entriesOf(file);
      ZipEntry paper = entries.remove(BundleLayout.MANIFEST);
      if (paper == null) {
        throw new ArtifactZipException(
            Reason.MANIFEST_MISSING, "there is no " + BundleLayout.MANIFEST);
      }
      String manifest = text(file, paper);
      JsonNode fields = ManifestReading.checked(manifest);
      Map<String, Part> parts = ManifestReading.parts(fields);
      requireSame(entries, parts, mostBytes);
      for (Map.Entry<String, Part> part : parts.entrySet()) {
        ZipEntry entry = java.util.Objects.requireNonNull(entries.get(part.getKey()));
        checkPart(file, entry, part.getValue(), into);
      }
      if (into != null) {
        Files.writeString(into.resolve(BundleLayout.MANIFEST), manifest);
      }
      return new Content(manifest, fields.path("artifact_name").asText(), parts);
    } catch (ZipException e) {
      throw new ArtifactZipException(Reason.NOT_A_ZIP, "it is not a sound ZIP: " + e.getMessage());
    }
  }

  private static Map<String, ZipEntry> entriesOf(ZipFile file) {
    if (file.size() > MOST_FILES) {
      throw new ArtifactZipException(Reason.TOO_LARGE, file.size() + " files are too many");
    }
    Map<String, ZipEntry> entries = new TreeMap<>();
    for (ZipEntry entry : file.stream().toList()) {
      String path = entry.getName();
      if (!ManifestReading.isInside(path)) {
        throw new ArtifactZipException(Reason.PATH_OUTSIDE, "\"" + path + "\" leads outside");
      }
      if (entries.put(path, entry) != null) {
        throw new ArtifactZipException(Reason.FILE_TWICE, path + " is there twice");
      }
    }
    return entries;
  }

  private static String text(ZipFile file, ZipEntry paper) throws IOException {
    try (InputStream in = file.getInputStream(paper)) {
      byte[] bytes = in.readNBytes(MANIFEST_BYTES + 1);
      if (bytes.length > MANIFEST_BYTES) {
        throw new ArtifactZipException(Reason.TOO_LARGE, paper.getName() + " is too long");
      }
      return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static void requireSame(
      Map<String, ZipEntry> entries, Map<String, Part> parts, long mostBytes) {
    Set<String> added = new HashSet<>(entries.keySet());
    added.removeAll(parts.keySet());
    if (!added.isEmpty()) {
      String first = added.stream().sorted().findFirst().orElseThrow();
      throw new ArtifactZipException(Reason.FILE_ADDED, first + " is not in the manifest");
    }
    long bytes = 0;
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      if (!entries.containsKey(part.getKey())) {
        throw new ArtifactZipException(Reason.FILE_MISSING, part.getKey() + " is missing");
      }
      bytes = bytes + part.getValue().bytes();
      if (bytes > mostBytes || bytes < 0) {
        throw new ArtifactZipException(
            Reason.TOO_LARGE, "its files are larger than the " + mostBytes + " bytes allowed");
      }
    }
  }

  private static void checkPart(ZipFile file, ZipEntry entry, Part part, @Nullable Path into)
      throws IOException {
    String path = entry.getName();
    Path target = into == null ? null : into.resolve(path);
    if (target != null) {
      Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
    }
    try (InputStream in = file.getInputStream(entry);
        OutputStream out =
            target == null ? OutputStream.nullOutputStream() : Files.newOutputStream(target)) {
      String hash = copied(in, out, part.bytes());
      if (!hash.equals(part.sha256())) {
        throw new ArtifactZipException(
            Reason.FILE_ALTERED, path + " is not the file that the manifest names");
      }
    } catch (ZipException e) {
      throw new ArtifactZipException(
          Reason.FILE_ALTERED, path + " cannot be read: " + e.getMessage());
    }
  }

  /// Copies and hashes at most one byte more than `most`: a bomb goes off no further than that.
  private static String copied(InputStream in, @Nullable OutputStream out, long most)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] block = new byte[BLOCK];
    long copied = 0;
    for (int got = in.read(block); got >= 0; got = in.read(block)) {
      copied += got;
      if (copied > most) {
        return "";
      }
      digest.update(block, 0, got);
      if (out != null) {
        out.write(block, 0, got);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
