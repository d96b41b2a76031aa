import { shrink, type Size } from "./shrink";

export type Photo =
  { readonly kind: "picture"; readonly image: string } | { readonly kind: "notAPicture" | "tooLarge" };

/** Read any picture that the browser knows, and return it as a PNG small enough to be sent. */
export async function readPhoto(file: Blob): Promise<Photo> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return { kind: "notAPicture" };
  }
  const image = shrink(bitmap, (size) => drawAt(bitmap, size));
  bitmap.close();
  return image === null ? { kind: "tooLarge" } : { kind: "picture", image };
}

function drawAt(bitmap: ImageBitmap, { width, height }: Size): string {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("wanted a 2D canvas context, got none");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas.toDataURL("image/png");
}
