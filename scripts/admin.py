"""`make admin`: ask for a name and a password, and create an administrator. There is no default."""

from scripts.packages import install_packages
from scripts.places import PYTHON
from scripts.start import become, only_one_set_up
from scripts.steps import step

if __name__ == "__main__":
    with only_one_set_up():
        install_packages("requirements.txt")
        step("Preparing the database", [PYTHON, "manage.py", "prepare"], advice="The lines above say what is wrong.")
    become("manage.py", "createsuperuser")
