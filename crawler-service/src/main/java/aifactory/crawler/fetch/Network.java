package aifactory.crawler.fetch;

import java.net.InetAddress;

/// The network in two steps, so that a turn can be waited for in between: a name becomes the one
/// address that will be asked, then exactly that address is asked. Never throws for what a server
/// or the network does.
public interface Network {
  /// @param attempt which try this is, from 1: a later one takes another address of the name, if it
  ///   has several
  Location locate(FetchRequest request, int attempt);

  /// @param address as located for this request
  /// @param sent runs when the request goes out
  FetchResponse fetch(FetchRequest request, InetAddress address, Runnable sent);

  /// Where a request leads.
  sealed interface Location {
    /// To a permitted address.
    record At(InetAddress address) implements Location {}

    /// Nowhere; the outcome says why.
    record Nowhere(FetchResponse response) implements Location {}
  }
}
