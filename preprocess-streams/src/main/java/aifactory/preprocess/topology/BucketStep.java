package aifactory.preprocess.topology;

import aifactory.preprocess.dedup.BandMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Who is covered in a bucket: a member is, when an older eligible member of another document is
/// there. Pairwise: whether that one is itself covered does not matter. The members lie by age, so
/// only the first two eligible documents decide, and a change is told only to those whose answer it
/// changes. The outcome does not depend on the order in which members and changes come.
final class BucketStep extends ContextualProcessor<String, Sketched, String, Sketched> {
  static final String STORE = "near-buckets";
  private static final String AFTER_DIGITS = "g"; // the character after the hexadecimal digits

  private @Nullable KeyValueStore<String, BandMember> openStore;

  @Override
  public void init(ProcessorContext<String, Sketched> context) {
    super.init(context);
    openStore = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<String, Sketched> record) {
    if (!(record.value() instanceof Sketched.InBand(int band, BandMember sent))) {
      throw new IllegalStateException("only members travel to a bucket");
    }
    String bucket = record.key() + ":";
    String key = bucket + sent.order();
    BandMember known = store().get(key);
    if (known != null && known.eligible() == sent.eligible()) {
      return;
    }
    if (known == null && isEmpty(bucket)) { // as nearly all buckets are
      store().put(key, sent.withCovered(false));
      return;
    }
    String secondBefore = secondElder(bucket);
    boolean covered = known != null && known.covered();
    store().put(key, sent.withCovered(covered));
    String last = max(secondBefore, secondElder(bucket));
    tell(band, bucket, last, key, record.timestamp());
  }

  private boolean isEmpty(String bucket) {
    try (KeyValueIterator<String, BandMember> members = members(bucket)) {
      return !members.hasNext();
    }
  }

  /// Key of the first eligible member of a second document: everyone after it is covered anyway.
  /// Empty when there is none: then the whole bucket may change.
  private @Nullable String secondElder(String bucket) {
    String first = null;
    try (KeyValueIterator<String, BandMember> members = members(bucket)) {
      while (members.hasNext()) {
        KeyValue<String, BandMember> entry = members.next();
        if (entry.value.eligible()) {
          if (first != null && !first.equals(entry.value.documentId())) {
            return entry.key;
          }
          first = first == null ? entry.value.documentId() : first;
        }
      }
    }
    return null;
  }

  private static @Nullable String max(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return null;
    }
    return one.compareTo(other) > 0 ? one : other;
  }

  /// Tells those whose answer has changed: everyone up to `last` (null = all), and the one at
  /// `key`. Those between were covered before and are covered now.
  private void tell(int band, String bucket, @Nullable String last, String key, long now) {
    List<KeyValue<String, BandMember>> asked = new ArrayList<>();
    List<String> elders = new ArrayList<>();
    String first = null;
    String second = null;
    try (KeyValueIterator<String, BandMember> members = members(bucket)) {
      while (members.hasNext()) {
        KeyValue<String, BandMember> entry = members.next();
        if (last != null && entry.key.compareTo(last) > 0) {
          break;
        }
        BandMember member = entry.value;
        asked.add(entry);
        elders.add(elder(member, first, second));
        if (member.eligible() && first == null) {
          first = member.documentId();
        } else if (member.eligible() && second == null && !member.documentId().equals(first)) {
          second = member.documentId();
        }
      }
    }
    if (last != null && key.compareTo(last) > 0) {
      BandMember sent = store().get(key);
      asked.add(KeyValue.pair(key, sent));
      elders.add(elder(sent, first, second));
    }
    for (int i = 0; i < asked.size(); i++) {
      tell(band, asked.get(i), elders.get(i), now);
    }
  }

  private static String elder(BandMember member, @Nullable String first, @Nullable String second) {
    String elder = member.documentId().equals(first) ? second : first;
    return elder == null ? "" : elder;
  }

  private void tell(int band, KeyValue<String, BandMember> entry, String elder, long now) {
    BandMember member = entry.value;
    boolean covered = !elder.isEmpty();
    if (member.covered() != covered) {
      store().put(entry.key, member.withCovered(covered));
      context().forward(new Record<>(member.version(), new Sketched.Covered(band, elder), now));
    }
  }

  private KeyValueIterator<String, BandMember> members(String bucket) {
    return store().range(bucket, bucket + AFTER_DIGITS);
  }

  private KeyValueStore<String, BandMember> store() {
    return Objects.requireNonNull(openStore, "init is called before process");
  }
}
