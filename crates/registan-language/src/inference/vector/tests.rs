//! Every instruction set against the plain definition, and against each other, bit for bit.

use proptest::prelude::*;

use super::*;

/// Rows by columns of integers within ±127, with their sizes.
fn matrices() -> impl Strategy<Value = (usize, usize, Vec<i8>, Vec<i8>)> {
    (1_usize..70, 1_usize..40, 1_usize..30).prop_flat_map(|(outputs, inputs, count)| {
        let integers = |length| proptest::collection::vec(-127_i8..=127, length);
        (Just(outputs), Just(inputs), integers(outputs * inputs), integers(count * inputs.next_multiple_of(matrix::INPUT_STEP)))
    })
}

proptest! {
    #[test]
    fn integer_products_are_exact((outputs, inputs, weights, x) in matrices()) {
        let width = inputs.next_multiple_of(matrix::INPUT_STEP);
        for instructions in Instructions::available() {
            let matrix = Matrix::new(instructions, &weights, outputs, inputs);
            let count = x.len() / width;
            let mut y = vec![1; count * matrix.output_width()];
            matrix.multiply(&x, &mut y);
            for (x, y) in x.chunks(width).zip(y.chunks(matrix.output_width())) {
                for (row, sum) in weights.chunks(inputs).zip(y) {
                    let wanted: i32 = row.iter().zip(x).map(|(weight, value)| i32::from(*weight) * i32::from(*value)).sum();
                    prop_assert_eq!(*sum, wanted, "{}", instructions.name());
                }
            }
        }
    }

    #[test]
    fn floats_have_the_same_bits_everywhere(x in proptest::collection::vec(-30.0_f32..30.0, 0..200), shift in -5.0_f32..40.0) {
        let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        let run = |instructions| {
            let mut quantised = vec![0; x.len()];
            let scale = quantise(instructions, &x, &mut quantised);
            let mut rectified = x.clone();
            leaky(instructions, &mut rectified);
            let mut m = FloatMatrix::zeros(7, 37);
            for (place, value) in x.iter().enumerate() {
                m.set(place % 7, place / 7, *value);
            }
            let mut y = vec![0.0; x.len() / 7 * m.width()];
            multiply(instructions, &x, &m, &mut y);
            let sum = sum_exp(instructions, &x, shift);
            (quantised, scale.to_bits(), bits(&rectified), bits(&y), sum.to_bits(), greatest(instructions, &x).map(|(place, _)| place))
        };
        let wanted = run(Instructions::PORTABLE);
        for instructions in Instructions::available() {
            prop_assert_eq!(&run(instructions), &wanted, "{}", instructions.name());
        }
    }

    #[test]
    fn an_lstm_step_is_what_its_definition_says(gates in proptest::collection::vec(-12.0_f32..12.0, 128), cell in proptest::collection::vec(-9.0_f32..9.0, 32)) {
        let sums: Vec<i32> = (0..128).map(|place| place * 37 % 1000 - 500).collect();
        let scale: Vec<f32> = (0..128).map(|place| 0.001 + place as f32 * 1e-5).collect();
        let mut results = Vec::new();
        for instructions in Instructions::available() {
            let (mut cell, mut hidden, mut quantised) = (cell.clone(), vec![0.0; 32], vec![0; 32]);
            lstm_step(instructions, &gates, &sums, &scale, &mut cell, &mut hidden, &mut quantised);
            results.push((cell, hidden, quantised));
        }
        prop_assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
        let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
        for unit in 0..32 {
            let place = |kind: usize| (unit / LANES) * 4 * LANES + kind * LANES + unit % LANES;
            let gate = |kind: usize| f64::from(gates[place(kind)]) + f64::from(sums[place(kind)]) * f64::from(scale[place(kind)]);
            let kept = f64::from(cell[unit]) * sigmoid(gate(1)) + sigmoid(gate(0)) * gate(2).tanh();
            let value = sigmoid(gate(3)) * kept.tanh();
            prop_assert!((f64::from(results[0].0[unit]) - kept).abs() < 8e-6, "cell {} {}", results[0].0[unit], kept);
            prop_assert!((f64::from(results[0].1[unit]) - value).abs() < 2e-6, "hidden {} {}", results[0].1[unit], value);
            prop_assert_eq!(i32::from(results[0].2[unit]), (results[0].1[unit] * 127.0).round_ties_even() as i32);
        }
    }
}

#[test]
fn exponentials_are_close() {
    for step in -800..=800 {
        let x = step as f32 / 10.0;
        let wanted = f64::from(x).exp();
        assert!((f64::from(scalar_exp(x)) - wanted).abs() <= wanted * 3e-7, "{x}");
    }
}

#[test]
fn halves_round_to_even() {
    let mut quantised = [0; 6];
    let scale = quantise(Instructions::best(), &[0.5, 1.5, 2.5, -0.5, -1.5, 127.0], &mut quantised);
    assert_eq!((scale, quantised), (1.0, [0, 2, 2, 0, -2, 127]));
}
