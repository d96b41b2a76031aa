"""Files that hold one network for other programs: ONNX, safetensors, and a page that reads digits by itself."""
