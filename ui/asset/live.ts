// The worker that all tabs of this browser share: it holds their one event
// stream. Six streams, one a tab, would stop every other request to the server.
import { Stream, type Live, type Wish } from "./lib/stream";

type Port = Pick<MessagePort, "postMessage" | "onmessage">;

const tabs = new Map<Port, Wish>();

const stream = new Stream((event: Live) => {
  for (const [port, wish] of tabs) {
    if (wish.p !== event.p) continue;
    port.postMessage(event);
    if (event.k[0] === "closed") tabs.delete(port); // it says when somebody is there again
  }
});

// A tab says what it shows when it is opened or comes back, and null when it goes.
function join(port: Port): void {
  port.onmessage = ({ data }: MessageEvent<Wish | null>) => {
    if (data) {
      tabs.set(port, data);
      const known = stream.known(data.p);
      if (known > data.after) port.postMessage({ p: data.p, e: known, k: ["many"] } satisfies Live);
    } else tabs.delete(port);
    stream.want([...tabs.values()]);
  };
}

// A browser that shares no workers (Chrome on Android) starts one for a tab.
if ("onconnect" in self) addEventListener("connect", (event) => join((event as MessageEvent).ports[0]!));
else join(self as unknown as Port);
