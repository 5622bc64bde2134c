package aifactory.trainer.loop;

import aifactory.event.JobRequested;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Jobs asked for and not yet ended, in order of asking. Both topics are read from their start, so
/// a job that a crash interrupted is here again. Thread-safe.
public final class JobQueue {
  private final Map<String, JobRequested> waiting = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();

  public synchronized void requested(JobRequested job) {
    if (!ended.contains(job.getJobId())) {
      waiting.putIfAbsent(job.getJobId(), job);
    }
  }

  public synchronized void finished(String jobId) {
    ended.add(jobId);
    waiting.remove(jobId);
  }

  /// The next job; it stays until it is finished.
  public synchronized Optional<JobRequested> next() {
    return waiting.values().stream().findFirst();
  }
}
