// Browsers start no worker from a file:// address.  There, a hidden frame takes its place, so that search needs no server.
// The search of the theme knows a worker of this name, and expects `importScripts` to return a promise.
if (location.protocol === "file:") {
  window.IFrameWorker = class IFrameWorker extends EventTarget {
    constructor(address) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      const inner = (this.inner = frame.contentWindow)
      this.waiting = []
      inner.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      inner.importScripts = (...addresses) =>
        addresses.reduce((before, one) => before.then(() => load(inner.document, one)), Promise.resolve())
      load(inner.document, address).then(() => {
        const waiting = this.waiting
        this.waiting = null
        waiting.forEach(data => this.postMessage(data))
      })
    }

    postMessage(data) {
      if (this.waiting) this.waiting.push(data)
      else this.inner.dispatchEvent(new MessageEvent("message", { data }))
    }

    terminate() {}
  }
  const load = (inner, address) =>
    new Promise((loaded, failed) => {
      const script = inner.createElement("script")
      script.src = address
      script.onload = loaded
      script.onerror = () => failed(new Error(`cannot load ${address}`))
      inner.body.append(script)
    })
  window.Worker = window.IFrameWorker
}
