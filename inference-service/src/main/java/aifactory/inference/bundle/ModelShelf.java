package aifactory.inference.bundle;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.bundle.Refusal.Reason;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Models that were asked for by name, beside the one that serves: loaded at the first request and
/// kept while the memory budget lasts; the one unused for longest goes first. A model that answers
/// is never closed. Thread-safe.
public final class ModelShelf implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelShelf.class);
  private static final int ID_CHARACTERS = 64;

  private final BundleSettings settings;
  private final BundleLoader loader;
  private final long maxBytes;
  private final Map<String, Place> places = new TreeMap<>();
  private final Set<String> withdrawn = new TreeSet<>();
  private long uses;

  /// @param maxBytes weights, keys and values of all models here
  public ModelShelf(BundleSettings settings, long maxBytes) {
    this.settings = settings;
    this.loader = new BundleLoader(settings);
    this.maxBytes = maxBytes;
  }

  /// Whether a word is the id of a bundle in the store that may answer.
  public synchronized boolean offers(String word) {
    return word.length() == ID_CHARACTERS
        && word.chars().allMatch(each -> Character.digit(each, 16) >= 0)
        && !withdrawn.contains(word)
        && Files.isDirectory(directory(word));
  }

  /// What a bundle's files say of its shape; empty = missing or damaged.
  public Optional<GenerationConfiguration> shape(String bundleId) {
    try {
      return Optional.of(GenerationConfiguration.read(directory(bundleId)));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      LOG.debug("no shape bundleId={}", bundleId, e);
      return Optional.empty();
    }
  }

  /// Ids of the models in memory.
  public synchronized List<String> loaded() {
    return List.copyOf(places.keySet());
  }

  /// A retracted text was in this model's data: it is not handed out any more, and closed after the
  /// answers that it is giving.
  public synchronized void withdraw(String bundleId) {
    withdrawn.add(bundleId);
    Place place = places.remove(bundleId);
    if (place != null) {
      place.retire();
    }
  }

  /// It was put into production after all, by a rule or by a person.
  public synchronized void restore(String bundleId) {
    withdrawn.remove(bundleId);
  }

  /// A lease on a bundle, which is loaded when it is not here yet: the first request waits for it.
  ///
  /// @throws BundleRefusedException when it may not serve
  /// @throws ShelfFullException when there is no room now
  public ModelLease lease(String bundleId) {
    Place place;
    boolean first;
    synchronized (this) {
      if (withdrawn.contains(bundleId)) {
        throw new BundleRefusedException(
            new Refusal(bundleId, Reason.WITHDRAWN, "its data was retracted"), null);
      }
      Place known = places.get(bundleId);
      first = known == null;
      place = known == null ? roomFor(bundleId) : known;
      places.put(bundleId, place);
      place.leases++;
      place.lastUse = ++uses;
    }
    try {
      if (first) {
        load(bundleId, place);
      }
      return new ModelLease(place.model.join(), () -> release(place));
    } catch (CompletionException e) {
      release(place);
      throw e.getCause() instanceof BundleRefusedException refused ? refused : e;
    }
  }

  private void load(String bundleId, Place place) {
    try {
      LoadedBundle model = loader.load(bundleId, BundleLayout.location(bundleId));
      place.model.complete(model);
      LOG.info(
          "bundle loaded beside the served one bundleId={} MiB={}", bundleId, place.bytes >> 20);
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        places.remove(bundleId, place);
      }
      place.model.completeExceptionally(e);
    }
  }

  private synchronized void release(Place place) {
    place.leases--;
    place.closeIfDone();
  }

  /// Gives up idle models until there is room.
  private Place roomFor(String bundleId) {
    long wanted = bytesOf(bundleId);
    long held = places.values().stream().mapToLong(place -> place.bytes).sum();
    while (held + wanted > maxBytes) {
      Optional<Map.Entry<String, Place>> idle =
          places.entrySet().stream()
              .filter(entry -> entry.getValue().leases == 0)
              .min(Comparator.comparingLong(entry -> entry.getValue().lastUse));
      if (idle.isEmpty()) {
        throw new ShelfFullException(bundleId, wanted, held, maxBytes);
      }
      Place given = idle.get().getValue();
      places.remove(idle.get().getKey());
      given.retire();
      held -= given.bytes;
      LOG.info("bundle given up for another bundleId={}", idle.get().getKey());
    }
    return new Place(wanted);
  }

  /// What a bundle will take: its files, and its keys and values. For one that is damaged a guess,
  /// since the loader says what is wrong with it.
  private long bytesOf(String bundleId) {
    Path directory = directory(bundleId);
    try (var files = Files.list(directory)) {
      return files.map(Path::toFile).mapToLong(File::length).sum()
          + settings.session().cacheBytesOf(GenerationConfiguration.read(directory));
    } catch (IOException | RuntimeException e) {
      LOG.debug("size of bundle unknown bundleId={}", bundleId, e);
      return settings.session().cacheBytes();
    }
  }

  private Path directory(String bundleId) {
    return BundleLayout.resolve(settings.modelStore(), BundleLayout.location(bundleId));
  }

  @Override
  public synchronized void close() {
    places.values().forEach(place -> place.model.thenAccept(LoadedBundle::close));
    places.clear();
  }

  /** Guarded by the shelf. */
  private static final class Place {
    private final long bytes;
    private final CompletableFuture<LoadedBundle> model = new CompletableFuture<>();
    private int leases;
    private long lastUse;
    private boolean retired;

    Place(long bytes) {
      this.bytes = bytes;
    }

    void retire() {
      retired = true;
      closeIfDone();
    }

    void closeIfDone() {
      if (retired && leases == 0) {
        model.thenAccept(LoadedBundle::close);
      }
    }
  }
}
