"""A plain Flask server that does the same work: decode the PNG, preprocess it, ask the network.

It checks nothing, stores nothing and never looks for a newer network: a lower bound for the cost of a request. It is
served by `gunicorn benchmarks.serving.plain_flask:app`, with as many processes and threads as the embedded program.
"""

import base64
from io import BytesIO

import numpy as np
from flask import Flask, Response, jsonify, request
from PIL import Image

from nn.base import base_network
from nn.preprocessing import as_inputs, preprocess

app = Flask(__name__)
network = base_network()


def predict() -> Response:
    image = Image.open(BytesIO(base64.b64decode(request.get_json()["image"])))
    outputs = network.outputs(as_inputs(preprocess(np.asarray(image.convert("L"))).reshape(1, 784)))[0]
    return jsonify(digit=int(outputs.argmax()), confidences=[round(float(output), 6) for output in outputs])


app.add_url_rule("/api/predictions", view_func=predict, methods=["POST"])
