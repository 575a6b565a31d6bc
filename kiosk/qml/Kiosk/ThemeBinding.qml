import QtQuick
import Kiosk.Screens

// Tells the theme whose window this is: the size of the panel, and what its passenger chose.
Item {
    id: binding

    required property Passenger passenger
    required property real shortSide
    required property real panelShortSide

    Binding {
        property: "millimetre"
        target: Theme
        value: binding.shortSide / binding.panelShortSide
    }
    Binding {
        property: "name"
        target: Theme
        value: binding.passenger.theme
    }
    Binding {
        property: "textSize"
        target: Theme
        value: binding.passenger.textSize
    }
    Binding {
        property: "unit"
        target: Theme
        value: binding.shortSide / 1080
    }
}
