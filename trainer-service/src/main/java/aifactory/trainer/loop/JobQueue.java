package aifactory.trainer.loop;

import aifactory.event.JobRequested;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Jobs asked for and not yet ended, in order of asking. Both topics are read from their start, so
/// a job that a crash interrupted is here again. A second request of a job may take it back.
/// Thread-safe.
public final class JobQueue {
  private final Map<String, JobRequested> waiting = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> takenBack = new HashSet<>();
  private Runnable whenTakenBack = () -> {};

  /// A job was taken back.
  public static final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
      super("taken back by whoever may");
    }
  }

  public synchronized void requested(JobRequested job) {
    if (job.getCancelled()) {
      takenBack.add(job.getJobId());
      whenTakenBack.run();
    } else if (!ended.contains(job.getJobId())) {
      waiting.putIfAbsent(job.getJobId(), job);
    }
  }

  /// Tells of every job that is taken back; called under this queue's lock.
  synchronized void whenTakenBack(Runnable told) {
    whenTakenBack = told;
  }

  /// Jobs that wait and were taken back.
  synchronized List<JobRequested> takenBack() {
    return waiting.values().stream().filter(job -> takenBack.contains(job.getJobId())).toList();
  }

  public synchronized void finished(String jobId) {
    ended.add(jobId);
    waiting.remove(jobId);
  }

  /// @throws CancelledException when the job was taken back
  synchronized void requireWanted(String jobId) {
    if (takenBack.contains(jobId)) {
      throw new CancelledException();
    }
  }

  /// The next job; it stays until it is finished.
  public synchronized Optional<JobRequested> next() {
    return waiting.values().stream().findFirst();
  }
}
