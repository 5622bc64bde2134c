package aifactory.inference.bundle;

import aifactory.inference.batch.BatchSettings;
import aifactory.inference.session.SessionSettings;
import java.nio.file.Path;

/// Where bundles are, which one is followed and how it is run.
///
/// @param modelStore locations in events are relative to it
/// @param nativeCache where native libraries are unpacked
/// @param useProduction follow `production` where it exists, else `latest`; false = always `latest`
public record BundleSettings(
    Path modelStore,
    Path nativeCache,
    boolean useProduction,
    SessionSettings session,
    BatchSettings batch) {}
