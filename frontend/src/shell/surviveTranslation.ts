/**
 * A browser that translates the page puts elements of its own in the place of text nodes. React then removes, or
 * inserts before, nodes that are not where it left them, which would throw and take the whole page away. Such a node is
 * not removed, and what belongs before it is appended: https://github.com/react/react/issues/11538.
 */
export function surviveTranslation(prototype: Node = Node.prototype): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- each is called below, with the node it belongs to
  const { removeChild, insertBefore } = prototype;
  prototype.removeChild = function removeOwn<T extends Node>(this: Node, child: T): T {
    if (child.parentNode === this) removeChild.call(this, child);
    return child;
  };
  prototype.insertBefore = function insertBeforeOwn<T extends Node>(
    this: Node,
    node: T,
    next: Node | null,
  ): T {
    insertBefore.call(this, node, next?.parentNode === this ? next : null);
    return node;
  };
}
