/* Passes keys that are pressed in the frame of an archived page on to the desk. */

/* Caps Lock and AltGr decide what the key means, so they go along. */
function copyPress(event) {
  return new KeyboardEvent("keydown", {
    key: event.key,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    shiftKey: event.shiftKey,
    modifierCapsLock: event.getModifierState("CapsLock"),
    modifierAltGraph: event.getModifierState("AltGraph"),
    isComposing: event.isComposing,
    bubbles: true,
    cancelable: true,
  });
}

export function passKeysOn(inner) {
  inner.addEventListener("keydown", (event) => {
    if (!document.body.dispatchEvent(copyPress(event))) event.preventDefault();
  });
}
